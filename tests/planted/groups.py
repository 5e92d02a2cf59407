"""Mistakes in following a group: into its topics, and when it becomes a supergroup."""

from tests.planted.mutant import Mutant

GROUPS = (
    Mutant(
        "what is followed in a topic is told in General",
        "bot/sending/sender.py",
        'topic = {} if copy.thread is None else {"message_thread_id": copy.thread}',
        "topic: dict[str, Any] = {}",
        "tests/bot/sending/test_topics.py::test_what_is_followed_in_a_topic_is_told_there_and_nothing_in_general",
    ),
    Mutant(
        "a supergroup is not asked which group it was",
        "bot/messaging/requests/chats.py",
        "if message.migrate_from_chat_id is not None:",
        "if False:",
        "tests/bot/messaging/test_migration.py",
    ),
    Mutant(
        "what an answer becomes stands behind those who came after it",
        "bot/messaging/replies.py",
        "                    await self._until_heard(tried)\n                    following = tried.following\n",
        "                    if tried.end in (CallEnd.GONE, CallEnd.TOPIC_GONE):\n"
        "                        asyncio.get_running_loop().call_later(1, asyncio.ensure_future, self._send(tried.following))\n"
        "                        return\n"
        "                    following = tried.following\n",
        "tests/bot/messaging/replies/test_lines.py",
    ),
    Mutant(
        "a group's answer no longer counts as waiting once it has moved to the supergroup",
        "bot/messaging/replies.py",
        "            if following is not None:  # in the supergroup others may stand before it; those behind it here come after it there\n"
        "                await self._send_in_line(chat_of(following), following)\n",
        "        if following is not None:\n            await self._send_in_line(chat_of(following), following)\n",
        "tests/bot/messaging/replies/test_lines.py",
    ),
)
