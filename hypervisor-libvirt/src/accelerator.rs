//! Whether guests run on hardware virtualization here: found by trying, because nothing else tells.
//!
//! `/dev/kvm` may exist and yet crash QEMU, or execute a guest a thousand times slower than emulation. So one tiny guest is
//! booted on each, and the first to finish its work and power off wins.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::time::{sleep, timeout};
use uuid::Uuid;
use virt::connect::Connect;
use virt::domain::Domain;
use virt_sys as sys;
use vmbay::{Error, Result};

use crate::connection::Connection;
use crate::lane::Lane;
use crate::xml::{self, Accelerator, Element};
use crate::{error, locked};

/// How long the race may take; then neither is fast, and emulation at least works.
const DEADLINE: Duration = Duration::from_secs(15);
/// How long a call about a probe may take: the first has libvirt ask QEMU what it can do.
const CALL: Duration = Duration::from_secs(120);

/// What was found, and on which host: another kernel, QEMU or libvirt is another host.
#[derive(Serialize, Deserialize)]
struct Answer {
    host: String,
    hardware: bool,
}

/// Finds out, or remembers.
pub(crate) async fn probe(connection: &Arc<Connection>, directory: Option<PathBuf>) -> Result<Accelerator> {
    let what = "find out about hardware virtualization";
    let (offered, host) =
        connection.call(Lane::Free, what, CALL, |connect| Ok((offers_kvm(connect)?, host(connect)?))).await?;
    // Files of another host are out of reach; what its libvirt offers has to be believed.
    let (true, Some(directory)) = (offered, directory) else {
        return Ok(if offered { Accelerator::Kvm } else { Accelerator::Tcg });
    };
    let file = directory.join("accelerator.json");
    let image = directory.join("probe.img");
    let remembered = {
        let (file, image, host) = (file.clone(), image.clone(), host.clone());
        let look = move || match read(&file) {
            Some(answer) if answer.host == host => Ok(Some(answer.hardware)),
            _ => write_image(&image)
                .map(|()| None)
                .map_err(|source| Error::HypervisorFailed { what: what.into(), source: source.into() }),
        };
        connection.offload(what, CALL, look).await?
    };
    let hardware = if let Some(hardware) = remembered {
        hardware
    } else {
        let hardware = race(connection, &image).await;
        tracing::info!(target: "vmbay::libvirt", hardware, host, "probed for hardware virtualization");
        let remember = move || {
            // An answer that cannot be kept is found again next time.
            let _ = fs::remove_file(&image);
            let _ = write(&file, &Answer { host, hardware });
            Ok(())
        };
        connection.offload(what, CALL, remember).await?;
        hardware
    };
    Ok(if hardware { Accelerator::Kvm } else { Accelerator::Tcg })
}

/// Whether hardware virtualization finishes the probe, and does so before emulation.
async fn race(connection: &Arc<Connection>, image: &Path) -> bool {
    let (hardware, emulated) = (Uuid::new_v4(), Uuid::new_v4());
    // Nobody is to hear of these two machines.
    for id in [hardware, emulated] {
        locked(&connection.known.owners).insert(id, None);
    }
    let winner = async {
        tokio::select! {
            biased;
            finished = run(connection, hardware, Accelerator::Kvm, image) => finished.is_ok(),
            // Without emulation to compare with, hardware has the whole time.
            Ok(()) = run(connection, emulated, Accelerator::Tcg, image) => false,
        }
    };
    let won = timeout(DEADLINE, winner).await.unwrap_or(false);
    for id in [hardware, emulated] {
        let destroyed = connection.call(Lane::Urgent(id), "stop a probe", CALL, move |connect| match connect
            .lookup_domain_by_uuid(id)
        {
            Ok(domain) => domain.destroy().map_err(error::hypervisor("stop a probe")),
            Err(_) => Ok(()),
        });
        if let Err(error) = destroyed.await {
            tracing::debug!(target: "vmbay::libvirt", %error, "a probe ended by itself");
        }
        locked(&connection.known.owners).remove(&id);
    }
    won
}

/// Boots a probe and waits until it has powered itself off.
async fn run(connection: &Arc<Connection>, id: Uuid, accelerator: Accelerator, image: &Path) -> Result<()> {
    let definition = xml::probe(accelerator, id, image)?;
    let boot = move |connect: &Connect| {
        let flags = sys::VIR_DOMAIN_START_AUTODESTROY;
        connect.create_domain_xml(&definition, flags).map(drop).map_err(error::hypervisor("boot a probe"))
    };
    connection.call(Lane::Domain(id), "boot a probe", CALL, boot).await?;
    let gone = move |connect: &Connect| {
        let found = connect.lookup_domain_by_uuid(id);
        Ok(!found.as_ref().is_ok_and(|domain: &Domain| domain.is_active().unwrap_or(false)))
    };
    while !connection.call(Lane::Free, "watch a probe", CALL, gone).await? {
        sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

fn offers_kvm(connect: &Connect) -> Result<bool> {
    Ok(guest_types(connect)?.iter().any(|kind| kind == "kvm"))
}

/// The kinds of x86-64 machines that libvirt can run here: `qemu`, `kvm`; none without QEMU.
pub(crate) fn guest_types(connect: &Connect) -> Result<Vec<String>> {
    let capabilities = connect.capabilities().map_err(error::hypervisor("read the host's capabilities"))?;
    let capabilities = Element::parse(&capabilities)?;
    let guests =
        capabilities.find(&["guest", "arch"]).into_iter().filter(|arch| arch.get("name") == Some("x86_64"));
    let types = guests.flat_map(|arch| arch.find(&["domain"])).filter_map(|domain| domain.get("type"));
    Ok(types.map(str::to_owned).collect())
}

fn host(connect: &Connect) -> Result<String> {
    let failed = error::hypervisor("read the host's versions");
    let libvirt = connect.lib_version().map_err(&failed)?;
    let qemu = connect.hyp_version().map_err(&failed)?;
    let kernel = rustix::system::uname();
    Ok(format!("{} libvirt {libvirt} qemu {qemu}", kernel.release().to_string_lossy()))
}

fn read(file: &Path) -> Option<Answer> {
    serde_json::from_slice(&fs::read(file).ok()?).ok()
}

fn write(file: &Path, answer: &Answer) -> io::Result<()> {
    let part = file.with_extension("part");
    fs::write(&part, serde_json::to_vec(answer)?)?;
    fs::rename(part, file)
}

/// Writes a disk whose boot sector counts to 2²⁷ and powers the machine off.
fn write_image(file: &Path) -> io::Result<()> {
    if let Some(directory) = file.parent() {
        fs::create_dir_all(directory)?;
    }
    let mut image = fs::File::create(file)?;
    image.write_all(&boot_sector())?;
    image.set_len(64 * 1024)
}

fn boot_sector() -> [u8; 512] {
    const CODE: &[u8] = &[
        0xfa, // cli
        0x66, 0xb9, 0x00, 0x00, 0x00, 0x08, // mov ecx, 1 << 27
        0x66, 0x49, // again: dec ecx
        0x75, 0xfc, // jnz again
        0xba, 0x04, 0x06, // mov dx, 0x604: the power register of the q35 chipset
        0xb8, 0x00, 0x20, // mov ax, 0x2000: soft off
        0xef, // out dx, ax
        0xf4, // halt: hlt
        0xeb, 0xfd, // jmp halt
    ];
    let mut sector = [0; 512];
    sector[..CODE.len()].copy_from_slice(CODE);
    sector[510..].copy_from_slice(&[0x55, 0xaa]);
    sector
}
