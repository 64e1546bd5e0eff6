"""Why a backup or a restore was not done."""


class BackupError(RuntimeError):
    """In words for those who run the portal."""
