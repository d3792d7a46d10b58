//! Where a connection URI leads, and what has to be there before it is opened.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use vmbay::{Error, Result};

use crate::files;
use crate::xml::Element;

/// The longest root of an embedded libvirt whose sockets' names, some 50 bytes longer, the system still takes.
const LONGEST_ROOT: usize = 52;

/// Where a URI leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// libvirt's QEMU driver inside this process, with all its files below a root.
    Embedded(PathBuf),
    /// libvirt's test driver, inside this process.
    Test,
    /// A daemon on this host.
    Local,
    /// A daemon on another host.
    Remote,
}

impl Place {
    /// Reads `uri`; also gives the URI to open, in which a relative root has become absolute.
    pub(crate) fn parse(uri: &str, as_root: bool) -> Result<(Self, String)> {
        let refuse = |problem: &'static str| Err(Error::invalid("uri", problem));
        let Some((scheme, rest)) = uri.split_once("://") else {
            return refuse("is no URI such as qemu:///system");
        };
        let (location, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (host, path) = location.split_once('/').unwrap_or((location, ""));
        let (driver, transport) = scheme.split_once('+').unwrap_or((scheme, ""));
        let here = host.is_empty() && matches!(transport, "" | "unix");
        match (driver, path) {
            ("test", _) if here && transport.is_empty() => Ok((Self::Test, uri.to_owned())),
            ("qemu", "embed") if here => {
                let Some(root) = query.split('&').find_map(|pair| pair.strip_prefix("root=")) else {
                    return refuse(
                        "of an embedded libvirt needs a root, as in qemu:///embed?root=/srv/vmbay",
                    );
                };
                let root = std::path::absolute(percent_decode(root))
                    .map_err(|_| Error::invalid("uri", "has an empty root"))?;
                if root.as_os_str().len() > LONGEST_ROOT {
                    return refuse(
                        "has a root longer than the 52 bytes that leave room for the names of sockets in it",
                    );
                }
                let uri = format!("qemu:///embed?root={}", percent_encode(&root)?);
                Ok((Self::Embedded(root), uri))
            }
            ("qemu", "session") if here && as_root => refuse(
                "qemu:///session means the system's daemon when root uses it; say qemu:///system or qemu:///embed",
            ),
            ("qemu", "system" | "session") if here => Ok((Self::Local, uri.to_owned())),
            ("qemu", "system" | "session") => Ok((Self::Remote, uri.to_owned())),
            ("qemu", _) => refuse("must end in /system, /session or /embed"),
            _ => refuse("names neither QEMU nor libvirt's test driver"),
        }
    }

    /// The directory below which the adapter keeps its files, unless it is told another.
    pub(crate) fn default_directory(&self) -> Option<PathBuf> {
        match self {
            Self::Embedded(root) => Some(root.clone()),
            Self::Local => Some("/var/lib/vmbay".into()),
            Self::Test | Self::Remote => None,
        }
    }

    /// Puts into place what must be there before the first open.
    pub(crate) fn prepare(&self, as_root: bool) -> Result<()> {
        let Self::Embedded(root) = self else { return Ok(()) };
        let what = || format!("the root {} of the embedded libvirt", root.display());
        match owner(root) {
            Some(owner) if owner != std::process::id() => {
                return Err(Error::unavailable(
                    what(),
                    format!("process {owner} has it open; close that first"),
                ));
            }
            Some(_) => {}
            None => forget_unborn(root)?,
        }
        let configuration = root.join("etc/qemu.conf");
        let written = fs::create_dir_all(root.join("etc")).and_then(|()| {
            if configuration.exists() {
                return Ok(());
            }
            // Half a configuration would be obeyed from then on.
            let part = configuration.with_extension("part");
            fs::write(&part, qemu_conf(as_root))?;
            fs::rename(part, configuration)
        });
        written.map_err(|source| Error::Unavailable {
            what: what().into(),
            mend: "name a directory that can be written".into(),
            source: Some(Box::new(source)),
        })
    }

    /// What to do when this place cannot be reached, because of `error`.
    pub(crate) fn mend(&self, error: &str) -> &'static str {
        match self {
            Self::Embedded(_) if error.contains("state driver is not active") => {
                "restart this process: libvirt does not forget that its first attempt in it failed"
            }
            Self::Embedded(_) if error.contains("already open") => {
                "use the root that this process has open already, or another process: libvirt opens one in each"
            }
            Self::Embedded(_) => {
                "install the packages libvirt-daemon-driver-qemu and qemu-system-x86, and see that the user libvirt-qemu exists"
            }
            Self::Test => "install the package libvirt0",
            Self::Local => "install and start libvirt's daemon: the package libvirt-daemon-system",
            Self::Remote => "see that the host answers and lets this user in",
        }
    }
}

/// The process that has this root open, if one has.
///
/// libvirt would find out itself, but then refuse to open any root in this process for ever. Its lock is looked up in the
/// system's list: to open and close the file would give up the lock, where it is ours.
fn owner(root: &Path) -> Option<u32> {
    let file = fs::symlink_metadata(root.join("run/qemu/driver.pid")).ok()?;
    let (major, minor) = (rustix::fs::major(file.dev()), rustix::fs::minor(file.dev()));
    let locks = fs::read_to_string("/proc/locks").ok()?;
    holder(&locks, &format!("{major:02x}:{minor:02x}:{}", file.ino()))
}

/// Removes libvirt's notes about machines that it was about to start when its process was killed, before there was a QEMU.
///
/// libvirt would take such a machine for running and its start for still under way, wait for that in every call, and never look
/// for the process (`qemuProcessReconnectHelper` of libvirt 9 returns early without a process id). Nobody may have the root open.
fn forget_unborn(root: &Path) -> Result<()> {
    let Ok(entries) = fs::read_dir(root.join("run/qemu")) else { return Ok(()) };
    let files = entries.flatten().map(|entry| entry.path());
    for file in files.filter(|path| path.extension().is_some_and(|extension| extension == "xml")) {
        if fs::read_to_string(&file).is_ok_and(|status| is_unborn(&status)) {
            files::remove(&file)?;
        }
    }
    Ok(())
}

/// Whether this is the status of a machine that has no process yet. One that cannot be read is left for libvirt to judge.
fn is_unborn(status: &str) -> bool {
    Element::parse(status).is_ok_and(|status| status.get("pid") == Some("0"))
}

/// The process that holds a record lock on `file`, in the words of `/proc/locks`.
fn holder(locks: &str, file: &str) -> Option<u32> {
    locks.lines().find_map(|lock| match *lock.split_whitespace().collect::<Vec<_>>() {
        [_, "POSIX", _, _, owner, locked, ..] if locked == file => owner.parse().ok(),
        _ => None,
    })
}

/// The configuration of an embedded QEMU driver. As root QEMU stays root: as another user, one who cannot open
/// `/dev/kvm`, libvirt would probe QEMU anew at every call, for seconds.
fn qemu_conf(as_root: bool) -> String {
    let common = "# Written by vmbay when it first used this directory; change it as you like.\n\
                  security_driver = \"none\"\nstdio_handler = \"file\"\n";
    let root = if as_root { "user = \"root\"\ngroup = \"root\"\nremember_owner = 0\n" } else { "" };
    format!("{common}{root}")
}

fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = match rest {
            [b'%', high, low, ..] => {
                std::str::from_utf8(&[*high, *low]).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok())
            }
            _ => None,
        };
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &rest[3..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn percent_encode(path: &Path) -> Result<String> {
    let path = path.to_str().ok_or_else(|| Error::invalid("uri", "has a root that is not UTF-8"))?;
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(byte);
    let encode = |byte: u8| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    Ok(path.bytes().map(encode).collect())
}

/// `uri` as it may be shown: without a password.
pub(crate) fn without_password(uri: &str) -> String {
    let Some((scheme, rest)) = uri.split_once("://") else { return uri.to_owned() };
    let end = rest.find('/').unwrap_or(rest.len());
    match rest[..end].rsplit_once('@') {
        Some((user, host)) => {
            let name = user.split(':').next().unwrap_or_default();
            format!("{scheme}://{name}@{host}{}", &rest[end..])
        }
        None => uri.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_says_where_it_leads() {
        for (uri, place) in [
            ("test:///default", Place::Test),
            ("qemu:///system", Place::Local),
            ("qemu+unix:///system?socket=/run/x/libvirt-sock", Place::Local),
            ("qemu+ssh://root@host/system", Place::Remote),
            ("qemu://host/system", Place::Remote),
            ("qemu:///embed?root=/srv/a%20b", Place::Embedded("/srv/a b".into())),
        ] {
            assert_eq!(Place::parse(uri, true).unwrap().0, place, "{uri}");
        }
    }

    #[test]
    fn a_root_is_opened_by_an_absolute_and_encoded_path() {
        let (_, uri) = Place::parse("qemu:///embed?root=/srv/a%26b", true).unwrap();
        assert_eq!(uri, "qemu:///embed?root=/srv/a%26b");
        let (Place::Embedded(root), _) = Place::parse("qemu:///embed?root=x", true).unwrap() else {
            panic!()
        };
        assert!(root.is_absolute());
    }

    #[test]
    fn a_uri_that_would_surprise_is_refused_with_the_argument_named() {
        let long = format!("qemu:///embed?root=/{}", "x".repeat(60));
        for uri in ["qemu:///session", "qemu:///embed", "xen:///", "nonsense", "qemu:///", &long] {
            assert_eq!(Place::parse(uri, true).unwrap_err().reason(), "uri", "{uri}");
        }
        assert_eq!(Place::parse("qemu:///session", false).unwrap().0, Place::Local);
    }

    #[test]
    fn the_holder_of_a_root_is_read_from_the_systems_locks() {
        let locks = "1: FLOCK  ADVISORY  WRITE 17 fe:00:42 0 EOF\n\
                     2: POSIX  ADVISORY  WRITE 18 fe:00:43 0 0\n\
                     3: POSIX  ADVISORY  WRITE 19 fe:00:42 0 0\n";
        assert_eq!(holder(locks, "fe:00:42"), Some(19));
        assert_eq!(holder(locks, "fe:01:42"), None);
        assert_eq!(holder("", "fe:00:42"), None);
    }

    #[test]
    fn only_the_notes_of_machines_without_a_process_are_forgotten() {
        let root = tempfile::tempdir().unwrap();
        let notes = root.path().join("run/qemu");
        fs::create_dir_all(&notes).unwrap();
        for (name, text) in [
            (
                "unborn.xml",
                "<!-- by libvirt -->\n<domstatus state='running' reason='booted' pid='0'><job type='modify'/></domstatus>",
            ),
            ("alive.xml", "<domstatus state='running' reason='booted' pid='17'/>"),
            ("cut.xml", "<domstatus state='running' pid='0'"),
            ("other.xml", "<domain id='0'/>"),
            ("unborn.pid", "0"),
        ] {
            fs::write(notes.join(name), text).unwrap();
        }
        forget_unborn(root.path()).unwrap();
        let mut left: Vec<_> = fs::read_dir(notes).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, ["alive.xml", "cut.xml", "other.xml", "unborn.pid"]);
    }

    #[test]
    fn a_shown_uri_holds_no_password() {
        assert_eq!(without_password("qemu+ssh://me:secret@host/system"), "qemu+ssh://me@host/system");
        assert_eq!(without_password("qemu:///system?x=a@b/c"), "qemu:///system?x=a@b/c");
    }
}
