"""A bucket of an object store: Amazon S3 and whatever speaks its language, Google Cloud Storage, Azure.

Nothing is ever written over unseen: a file is created only if there is none, or replaced only if it still is the
version that was looked at. Both are conditions of the request itself, so two writers cannot come between.

Credentials come from the environment, where the store's client reads them itself (``AWS_ACCESS_KEY_ID``, ``GOOGLE_…``,
``AZURE_STORAGE_…``). They enter no message: of what a store answers, only its status and its code are repeated.
"""

from __future__ import annotations

import datetime
import os
import re
from typing import Any

from msgspec import Struct

from handouts.errors import OutputError, UsageError
from handouts.findings import Finding, Place

NO_ADDRESS = "H600"
SECRET_IN_ADDRESS = "H601"  # noqa: S105  the code of a finding
STORE_NOT_INSTALLED = "H602"
NO_BUCKET = "H603"
REFUSED = "H604"
UNREACHABLE = "H605"

_OPTION = Place("--output")
_SCHEMES = {"s3": "AWS", "gs": "GOOGLE", "az": "AZURE_STORAGE"}
_VARIABLES = {
    "s3": "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION",
    "gs": "GOOGLE_APPLICATION_CREDENTIALS or GOOGLE_SERVICE_ACCOUNT",
    "az": "AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY",
}
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")
_ADDRESS = re.compile(r"(s3|gs|az)://[a-z0-9][a-z0-9._-]{1,61}[a-z0-9](?:/[A-Za-z0-9][A-Za-z0-9._=-]*)*/?", re.ASCII)
_CODE = re.compile(r"<Code>(\w{1,60})</Code>", re.ASCII)
_STATUS = re.compile(r"status code: (\d{3}(?: [A-Za-z]+)*)", re.ASCII)
# Both bound how long a store that does not answer can hold up a run.
_RETRIES = 5
_RETRY_SECONDS = 30
_TIMEOUT_SECONDS = 30
_CONNECT_SECONDS = 5


class ConflictError(Exception):
    """Somebody else created, replaced or removed the object since it was looked at."""


class Seen(Struct, frozen=True):
    """One version of an object."""

    etag: str
    """By what the store tells this version from others."""
    size: int = 0
    """In bytes."""
    version: str = ""
    """More that some stores want to know when this version is to be replaced."""


def is_address(text: str) -> bool:
    """Tell whether a word is meant as the address of a store, not as a folder; ``C:/`` is a folder."""
    return bool(_URL.match(text))


class Bucket:
    """A bucket, or what lies below a prefix of it."""

    def __init__(self, address: str) -> None:
        """Look at an address; nothing is asked of the store yet.

        Raises:
            UsageError: it is no address of a store (H600), it may hold a secret (H601), obstore is missing (H602), or
                the environment lacks what is needed (H604).
        """
        if "@" in address or "?" in address or "#" in address:
            # Not repeated: what stands there may be a key.
            hint = "Give credentials in the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY), not in the address"
            raise UsageError(
                Finding(SECRET_IN_ADDRESS, "the address has more in it than bucket and prefix", _OPTION, hint)
            )
        found = _ADDRESS.fullmatch(address)
        if not found:
            message = f"“{address[:100]}” is not the address of a bucket"
            hint = "Write s3://bucket/prefix (or gs://, az://); a folder is given by its path, without “://”"
            raise UsageError(Finding(NO_ADDRESS, message, _OPTION, hint))
        self.address = address.rstrip("/")
        self._scheme = found[1]
        self._store = self._opened()

    def _opened(self) -> Any:
        try:
            import obstore  # noqa: PLC0415  an extra, and only a store needs it
            from obstore.exceptions import (  # noqa: PLC0415  as above
                AlreadyExistsError,
                BaseError,
                PreconditionError,
            )
            from obstore.store import from_url  # noqa: PLC0415  as above
        except ImportError:
            message = "writing into an object store needs the package obstore"
            hint = "Install it with: pip install 'handouts[store]'"
            raise UsageError(Finding(STORE_NOT_INSTALLED, message, _OPTION, hint)) from None
        self._client: Any = obstore
        self._conflicts = (AlreadyExistsError, PreconditionError)
        self._errors = (BaseError, OSError, ValueError)
        seconds = datetime.timedelta(seconds=1)
        # Given any option, the client no longer looks for this one in the environment.
        plain = os.environ.get(f"{_SCHEMES[self._scheme]}_ALLOW_HTTP", "").lower() in ("1", "true")
        try:
            return from_url(
                self.address,
                retry_config={"max_retries": _RETRIES, "retry_timeout": _RETRY_SECONDS * seconds},
                client_options={
                    "allow_http": plain,
                    "connect_timeout": _CONNECT_SECONDS * seconds,
                    "timeout": _TIMEOUT_SECONDS * seconds,
                },
            )
        except self._errors:
            message = "the environment does not say enough to reach this store"
            raise UsageError(Finding(REFUSED, message, Place(self.address), self._environment())) from None

    def shown(self, file: str = "") -> str:
        """Return the address of a file."""
        return f"{self.address}/{file}" if file else self.address

    def listed(self) -> dict[str, Seen]:
        """Return every object below the prefix.

        Raises:
            OutputError: the store does not answer, or refuses (H603 to H605); and so for all below.
        """
        try:
            found = [each for some in self._client.list(self._store, chunk_size=1000) for each in some]
        except self._errors as error:
            raise self._told(error) from None
        return {each["path"]: _seen(each) for each in found}

    def read(self, file: str) -> tuple[bytes, Seen] | None:
        """Return an object and its version, or `None` if there is none."""
        try:
            got = self._client.get(self._store, file)
            return bytes(got.bytes()), _seen(got.meta)
        except FileNotFoundError as error:
            if "NoSuchBucket" in str(error):
                raise self._told(error, file) from None
            return None
        except self._errors as error:
            raise self._told(error, file) from None

    def look(self, file: str) -> Seen | None:
        """Return the version of an object, or `None` if there is none."""
        try:
            return _seen(self._client.head(self._store, file))
        except FileNotFoundError:
            return None
        except self._errors as error:
            raise self._told(error, file) from None

    def put(self, file: str, data: bytes, over: Seen | None, kind: str) -> Seen:
        """Create an object, or replace one version of it by another.

        Args:
            file: the name below the prefix.
            data: the whole object; it appears in one step.
            over: the version that is replaced; `None` where there must be none.
            kind: the media type.

        Raises:
            ConflictError: there is one, or another one.
            OutputError: as `listed`.
        """
        mode: Any = "create"
        if over and self._scheme == "gs" and not over.version:
            # This store wants a number that its lists do not tell.
            now = self.look(file)
            if now is None or now.etag != over.etag:
                raise ConflictError(file)
            over = now
        if over:
            mode = {"e_tag": over.etag, **({"version": over.version} if over.version else {})}
        more = {"mode": mode, "use_multipart": False, "attributes": {"Content-Type": kind}}
        try:
            done = self._client.put(self._store, file, data, **more)
        except self._conflicts:
            raise ConflictError(file) from None
        except self._errors as error:
            raise self._told(error, file) from None
        return Seen(done["e_tag"] or "", len(data), done["version"] or "")

    def remove(self, file: str) -> None:
        """Remove an object."""
        try:
            self._client.delete(self._store, file)
        except self._errors as error:
            raise self._told(error, file) from None

    def _environment(self) -> str:
        return f"Set what its client reads in the environment: {_VARIABLES[self._scheme]}"

    def _told(self, error: Exception, file: str = "") -> OutputError:
        """Return the client's error as a finding; its words are not repeated, for they may hold a signed address."""
        words = str(error)
        code, status = _CODE.search(words), _STATUS.search(words)
        answer = " ".join(part[1] for part in (status, code) if part)
        if code and code[1] in ("NoSuchBucket", "ContainerNotFound"):
            found = Finding(
                NO_BUCKET, "there is no such bucket", Place(self.address), "Check its name, or make it first"
            )
        elif "169.254." in words or "metadata.google" in words:
            # Without any in the environment, the client asks the cloud that it may be running in.
            found = Finding(
                REFUSED, "there are no credentials for this store", Place(self.address),
                self._environment(),
            )  # fmt: skip
        elif status and status[1][:1] == "4":
            found = Finding(
                REFUSED, f"the store refuses: {answer}", Place(self.shown(file)),
                "Check the credentials and the region in the environment, and what they are allowed to do",
            )  # fmt: skip
        else:
            why = f"answers {answer}" if answer else "does not answer"
            hint = "Check the network and the endpoint in the environment (AWS_ENDPOINT_URL), then build again"
            if "BadScheme" in words:
                hint = "An endpoint without TLS must be allowed: set AWS_ALLOW_HTTP=true"
            found = Finding(UNREACHABLE, f"the store {why}", Place(self.shown(file)), hint)
        return OutputError(found)


def _seen(meta: Any) -> Seen:
    return Seen(meta["e_tag"] or "", meta["size"], meta["version"] or "")
