"""What is wrong with a set-up: facts in, sentences out; nothing is looked up here.

Each unsafe set-up loses acknowledged writes, shows what is private, or lets a stranger in; the site and every command
that writes refuse to run with one (`checks.py` gathers the facts).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.rules.texts import Text

FIXED_SQLITE = (3, 51, 3)  # 3.7.0-3.51.2 can corrupt a WAL database when two connections reset the log at once
FULL = 2  # what `PRAGMA synchronous` answers
ON_THE_NET = frozenset(
    {"9p", "afs", "ceph", "cifs", "fuse.glusterfs", "fuse.s3fs", "fuse.sshfs", "gfs2", "lustre", "ncpfs", "nfs"}
    | {"nfs4", "ocfs2", "smb3", "smbfs", "virtiofs"}
)
SHORTEST_KEY, FEWEST_LETTERS = 50, 5
LOCAL = ("127.0.0.1", "localhost", "[::1]", "::1")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why this set-up is refused and what to do; `code` is stable."""

    code: str
    reason: Text
    remedy: Text


@dataclass(frozen=True, slots=True)
class Sqlite:
    """The embedded database as a connection finds it; `filesystem` is what the system calls it.

    `written_as` is the mark of the file that was written, 0 where there is none yet; `found_as` of the file found.
    """

    version: tuple[int, ...]
    synchronous: int
    journal: str
    filesystem: str
    written_as: int = 0
    found_as: int = 0


@dataclass(frozen=True, slots=True)
class Postgres:
    """Settings of the server as the connection has them: "on", "off", …"""

    fsync: str
    full_page_writes: str
    synchronous_commit: str


@dataclass(frozen=True, slots=True)
class Site:
    """What the site would be served with; `home_mode` are the permission bits of the home folder."""

    debug: bool
    secret_key: str
    hosts: tuple[str, ...]
    https: bool
    home: str
    home_mode: int


def of_sqlite(found: Sqlite) -> Iterator[Problem]:
    """What may lose or spoil an acknowledged write on the embedded database."""
    version = ".".join(str(part) for part in found.version)
    fixed = ".".join(str(part) for part in FIXED_SQLITE)
    if found.version < FIXED_SQLITE:
        yield Problem(
            "luoshi.E001",
            Text(
                f"SQLite {version} 在多个连接同时重置日志时会损坏数据库。",
                f"SQLite {version} can corrupt the database when several connections reset its log at once.",
            ),
            Text(
                f"请安装 pysqlite3（自带 {fixed} 以上版本），或用 LUOSHI_DATABASE_URL 改用 PostgreSQL。",
                f"Install pysqlite3, which brings {fixed} or newer, or name a PostgreSQL in LUOSHI_DATABASE_URL.",
            ),
        )
    if found.synchronous < FULL:
        yield Problem(
            "luoshi.E002",
            Text(
                "SQLite 的 synchronous 低于 FULL：断电会丢失已确认的写入。",
                "SQLite's synchronous is below FULL: a power cut would lose acknowledged writes.",
            ),
            Text(
                "请恢复设置 PRAGMA synchronous=FULL。",
                "Set PRAGMA synchronous=FULL again.",
            ),
        )
    if found.journal.lower() != "wal":
        yield Problem(
            "luoshi.E003",
            Text(
                f"SQLite 的日志方式是 {found.journal}，不是 WAL：读会挡住写。",
                f"SQLite's journal is {found.journal}, not WAL: readers would block the writer.",
            ),
            Text(
                "请把数据目录放到支持共享内存的本地磁盘，并恢复设置 PRAGMA journal_mode=WAL。",
                "Put the home folder on a local disk with shared memory, and set PRAGMA journal_mode=WAL again.",
            ),
        )
    yield from _of_file(found)


def _of_file(found: Sqlite) -> Iterator[Problem]:
    if found.filesystem in ON_THE_NET:
        yield Problem(
            "luoshi.E004",
            Text(
                f"数据目录在网络文件系统（{found.filesystem}）上，SQLite 的锁在那里不可靠。",
                f"The home folder is on a network file system ({found.filesystem}); SQLite's locks do not hold.",
            ),
            Text(
                "请让 LUOSHI_HOME 指向本地磁盘，或用 LUOSHI_DATABASE_URL 改用 PostgreSQL。",
                "Let LUOSHI_HOME name a local disk, or name a PostgreSQL in LUOSHI_DATABASE_URL.",
            ),
        )

    if found.written_as not in (0, found.found_as):
        yield Problem(
            "luoshi.E013",
            Text(
                "这个数据库文件是复制来的：系统运行时直接复制会缺少最近的写入。",
                "This database file is a copy: copied while the site runs, it lacks the newest writes.",
            ),
            Text(
                "请用 luoshi backup make 和 restore；确认是停机后复制或移动的，运行 luoshi backup adopt。",
                "Use `luoshi backup make` and `restore`; if all was stopped during the copy, `luoshi backup adopt`.",
            ),
        )


def of_postgres(found: Postgres) -> Iterator[Problem]:
    """What may lose or spoil an acknowledged write on PostgreSQL."""
    for code, name, value in (
        ("luoshi.E005", "fsync", found.fsync),
        ("luoshi.E006", "full_page_writes", found.full_page_writes),
        ("luoshi.E007", "synchronous_commit", found.synchronous_commit),
    ):
        if value == "off":
            yield Problem(
                code,
                Text(
                    f"PostgreSQL 的 {name} 为 off：断电会丢失或损坏已确认的写入。",
                    f"PostgreSQL runs with {name}=off: a power cut would lose or spoil acknowledged writes.",
                ),
                Text(
                    f"请在 postgresql.conf 或该用户、该库的设置中改为 {name}=on，并重新加载。",
                    f"Set {name}=on in postgresql.conf, or for this user and database, and reload.",
                ),
            )


def of_site(found: Site) -> Iterator[Problem]:
    """What would show private things or let a stranger in."""
    yield from _of_secrets(found)
    wide = [host for host in found.hosts if host == "*" or not host.strip()]
    if wide:
        yield Problem(
            "luoshi.E010",
            Text(
                "LUOSHI_HOSTS 含有通配或空的主机名：别人可以伪造站点地址。",
                "LUOSHI_HOSTS holds a wildcard or an empty name: others could forge the site's address.",
            ),
            Text(
                "请逐一写出站点的主机名，用逗号分开。",
                "List the site's host names one by one, with commas.",
            ),
        )
    distant = [host for host in found.hosts if host not in LOCAL and host not in wide]
    if distant and not found.https:
        yield Problem(
            "luoshi.E011",
            Text(
                f"站点以 {distant[0]} 对外服务，却没有 HTTPS：口令和会话会被窃听。",
                f"The site answers to {distant[0]} without HTTPS: passwords and sessions could be overheard.",
            ),
            Text(
                "请在前面放一台 HTTPS 的网络服务器，并设 LUOSHI_HTTPS=1。",
                "Put a web server with HTTPS before it, and set LUOSHI_HTTPS=1.",
            ),
        )


def _of_secrets(found: Site) -> Iterator[Problem]:
    key = found.secret_key
    if found.debug:
        yield Problem(
            "luoshi.E008",
            Text(
                "LUOSHI_DEBUG=1：出错页面会显示设置和数据。",
                "LUOSHI_DEBUG=1: error pages would show settings and data.",
            ),
            Text(
                "请去掉 LUOSHI_DEBUG；开发时用 python -m django runserver。",
                "Leave LUOSHI_DEBUG out; for development use python -m django runserver.",
            ),
        )
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_LETTERS or key.startswith("django-insecure-"):
        yield Problem(
            "luoshi.E009",
            Text(
                f"密钥太弱（须 {SHORTEST_KEY} 字以上且不重复）：会话可以被伪造。",
                f"The secret key is weak (it needs {SHORTEST_KEY} varied characters): sessions could be forged.",
            ),
            Text(
                "请去掉 LUOSHI_SECRET_KEY，系统会生成并保存一个；或换一个长的随机密钥。",
                "Leave LUOSHI_SECRET_KEY out and one is made and kept, or give a long random one.",
            ),
        )
    if found.home_mode & 0o077:
        yield Problem(
            "luoshi.E012",
            Text(
                f"数据目录 {found.home} 其他用户也能读（权限 {found.home_mode:o}）。",
                f"Others can read the home folder {found.home} (mode {found.home_mode:o}).",
            ),
            Text(
                f"请运行：chmod 700 {found.home}",
                f"Run: chmod 700 {found.home}",
            ),
        )
