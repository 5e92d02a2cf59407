"""Who is what in a chat, as `getChatMember` says."""

from typing import Any

from bot.sandbox.rules.refusals import bad_request
from bot.sandbox.world.personas import BOT_ID, BOT_USER
from bot.sandbox.world.world import World

ADMIN_RIGHTS = {
    "can_be_edited": False,
    "is_anonymous": False,
    "can_manage_chat": True,
    "can_delete_messages": True,
    "can_manage_video_chats": True,
    "can_restrict_members": True,
    "can_promote_members": False,
    "can_change_info": True,
    "can_invite_users": True,
    "can_post_stories": False,
    "can_edit_stories": False,
    "can_delete_stories": False,
}


def member_in(world: World, chat: int, person: int) -> dict[str, Any]:
    """The Bot API's `ChatMember`. Raises Refused for somebody who does not exist."""
    if person == BOT_ID:
        return {"user": BOT_USER, "status": "member"}
    if person not in world.personas.people:
        raise bad_request("invalid user_id specified")
    user = {"user": world.personas.people[person].user}
    group = world.personas.groups.get(chat)
    if not world.personas.is_member(person, chat):
        return user | {"status": "left"}
    if group and person == group.creator:
        return user | {"status": "creator", "is_anonymous": False}
    if group and person in group.admins:
        return user | {"status": "administrator", **ADMIN_RIGHTS}
    return user | {"status": "member"}
