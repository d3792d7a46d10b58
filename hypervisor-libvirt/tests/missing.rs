//! A host without libvirt. In a process of its own: what is loaded once stays loaded.

use vmbay::ErrorCode;
use vmbay_hypervisor_libvirt::{Libraries, LibvirtHypervisor};

#[tokio::test]
async fn without_libvirt_connecting_is_unavailable_and_names_the_package() {
    let nowhere = Libraries { libvirt: "/nowhere/libvirt.so.0".into(), ..Libraries::default() };
    let error = LibvirtHypervisor::builder("test:///default").libraries(nowhere).connect().await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::Unavailable);
    assert!(error.to_string().contains("libvirt0"), "{error}");
}
