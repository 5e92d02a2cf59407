"""Mistakes in what is kept of people, for how long, and in telling and erasing it."""

from tests.planted.mutant import Mutant

PRIVACY = (
    Mutant(
        "what is erased is only unlinked",
        "ektp_core/store/dialects.py",
        '            "secure_delete = ON",',
        '            "secure_delete = OFF",',
        "tests/store/test_privacy.py::test_no_byte_of_a_chat_that_was_forgotten_is_left_on_the_disk",
    ),
    Mutant(
        "erasing passes over one table",
        "ektp_core/store/privacy.py",
        "for table in (preference, subscriber, gone, unanswered_text, *LIVE)]",
        "for table in (preference, subscriber, gone, *LIVE)]",
        "tests/store/test_personal_columns.py",
    ),
    Mutant(
        "erasing leaves a chat's number on its copies",
        "ektp_core/store/privacy.py",
        "(*theirs, update(delivery).where(delivery.c.chat == chat).values(chat=None))",
        "theirs",
        "tests/store/test_personal_columns.py",
    ),
    Mutant(
        "erasing leaves whom somebody named to be called",
        "ektp_core/store/retention.py",
        "    return int((await connection.execute(update(visit_request).where(*theirs).values(contact=NO_CONTACT))).rowcount)\n",
        "    return int((await connection.execute(update(visit_request).where(*theirs).values(wishes=NO_CONTACT))).rowcount)\n",
        "tests/store/test_personal_columns.py",
    ),
    Mutant(
        "what is kept of somebody is shown without one part of it",
        "ektp_core/store/privacy.py",
        "            texts=await texts_in(connection, chat),\n",
        "            texts=(),\n",
        "tests/store/test_privacy.py::test_what_is_shown_of_a_chat_is_all_that_the_database_holds_of_it",
    ),
    Mutant(
        "a contact person is kept a month too long",
        "ektp_core/store/retention.py",
        "months_before(now, CONTACTS_KEPT_MONTHS)",
        "months_before(now, CONTACTS_KEPT_MONTHS + 1)",
        "tests/store/test_retention.py::test_whom_a_school_named_goes_after_a_school_year_and_the_request_stays",
    ),
    Mutant(
        "a draft is kept a day too long",
        "ektp_core/store/retention.py",
        "draft.c.updated < now - DRAFTS_KEPT",
        "draft.c.updated < now - DRAFTS_KEPT * 91 / 90",
        "tests/store/test_retention.py::test_a_row_goes_once_it_is_too_old",
    ),
    Mutant(
        "the audit's oldest lines stay a moment longer",
        "ektp_core/store/retention.py",
        "    old = audit.c.moment < audit_kept_from(now)\n",
        "    old = audit.c.moment < audit_kept_from(audit_kept_from(now))\n",
        "tests/store/test_retention.py::test_a_row_goes_once_it_is_too_old",
    ),
    Mutant(
        "after the oldest lines went anybody may change the audit",
        "ektp_core/store/retention.py",
        "        await connection.exec_driver_sql(APPEND_ONLY[dialect][-1])\n",
        "",
        "tests/store/test_retention.py::test_the_audit_lets_nobody_delete_before_and_after_old_lines_went",
    ),
    Mutant(
        "copies keep their chats for a day more",
        "ektp_core/privacy.py",
        "COPIES_KEPT_DAYS = 30",
        "COPIES_KEPT_DAYS = 31",
        "tests/store/test_retention.py::test_the_register_says_how_long_and_each_row_has_its_test",
    ),
    Mutant(
        "a breach concerns only those who follow something",
        "ektp_core/store/affected.py",
        "        LeakedData.LANGUAGE: (preference.c.chat,),\n",
        "",
        "tests/store/test_affected.py",
    ),
    Mutant(
        "a contact person is not told of a breach",
        "ektp_core/store/affected.py",
        "    return [*chats, *(Affected((LeakedData.CONTACT,), contact=contact) for contact in contacts)]\n",
        "    return chats\n",
        "tests/store/test_affected.py",
    ),
    Mutant(
        "the list of a breach is carried out by a spreadsheet",
        "bot/operation/breach.py",
        'f"\'{each.contact}" if each.contact.startswith(FORMULA_STARTS) else each.contact',
        "each.contact",
        "tests/bot/operation/test_breach.py::test_the_list_is_a_table_that_no_program_carries_out",
    ),
)
