"""Asking somebody for a good word: whether they may be asked now, what was asked, what came of it, what is owed.

`states` says how an ask goes on, `ledger` reads the lines the workspace keeps, `budgets` and `traps` say what speaks
against an ask, `recording` writes the next line, `due` and `calendar` remind, `plan` prepares the conversation.
"""
