"""What is written in the log; each has its words in `staff/words.html`."""

from enum import StrEnum


class Action(StrEnum):
    """Something that a user did. At most 40 characters."""

    SIGNED_IN = "signed_in"
    SIGNED_IN_BY_OIDC = "signed_in_by_oidc"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    SIGNED_OUT_EVERYWHERE = "signed_out_everywhere"
    SESSION_ENDED = "session_ended"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    PASSWORD_CHOSEN = "password_chosen"  # noqa: S105
    TOTP_ON = "totp_on"
    TOTP_OFF = "totp_off"
    USER_INVITED = "user_invited"
    USER_CAME_BY_OIDC = "user_came_by_oidc"
    USER_RENAMED = "user_renamed"
    ROLE_CHANGED = "role_changed"
    USER_DISABLED = "user_disabled"
    USER_ENABLED = "user_enabled"
    USER_DELETED = "user_deleted"
    LINK_MADE = "link_made"
    LINK_MADE_BY_COMMAND = "link_made_by_command"
