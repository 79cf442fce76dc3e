"""Users, and what they are in a clinic."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from weft.records.models.base import ClinicRow, JsonField, Row


class UserManager(BaseUserManager["User"]):
    """Makes users; the password is kept as an argon2 hash."""

    def create_user(self, login: str, password: str | None = None, **fields: Any) -> "User":
        """A user with this sign-in name or e-mail. Without a password nobody can sign in as them."""
        user = self.model(login=login.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user with this sign-in name, whatever its case."""
        return self.get(login=(username or "").strip().lower())


class User(Row, AbstractBaseUser):
    """Somebody who can sign in. What they may do is their membership's, clinic by clinic."""

    login = models.CharField(max_length=254, unique=True)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=20, default="en")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)

    last_login = None
    """Not kept: the sessions say it, and Django would write it outside every action."""

    objects = UserManager()

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(login=Lower("login")), name="user_login_lower"),)


class Membership(ClinicRow):
    """A user's jobs in one clinic."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    title = models.CharField(max_length=120, blank=True)
    """What the person is called beside their name: "Physiotherapist"."""
    jobs = JsonField(default=list)
    """Values of ``access.Job``."""
    disciplines = JsonField(default=list)
    """Discipline ids from the knowledge: ``needles``, ``movement``, or one added by a file."""
    languages = models.CharField(max_length=200, blank=True)
    """Spoken with people, as visitors read them: "English, Polish"."""
    works_since = models.PositiveSmallIntegerField(null=True)
    """The year in which they began in their profession."""
    video_room = models.CharField(max_length=300, blank=True)
    """Their own room for talks by video; empty: the clinic's."""
    active = models.BooleanField(default=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("clinic", "user"), name="membership_once"),)

    @property
    def is_here(self) -> bool:
        """Whether they still work here."""
        return self.active and self.user.is_active


class Registration(ClinicRow):
    """A professional registration, as a receipt prints it."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="registrations")
    body = models.CharField(max_length=200)
    number = models.CharField(max_length=60)
    profession = models.CharField(max_length=120)
    expires = models.DateField(null=True)
