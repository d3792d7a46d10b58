//! Certificates for servers of tests.

use std::{
    fs,
    net::IpAddr,
    path::Path,
    process::{Command, Stdio},
};

/// Makes a key, `name.key`, and a certificate of it that it signed itself, `name.crt`, for a server at an address.
///
/// # Panics
/// When openssl, which PostgreSQL's packages depend on, cannot be run.
pub fn certificate(folder: &Path, name: &str, address: IpAddr) {
    let [config, key, certificate] = ["cnf", "key", "crt"].map(|end| folder.join(format!("{name}.{end}")));
    // Not its own authority: that would be none for a server.
    let text = format!(
        "[req]\ndistinguished_name = who\nx509_extensions = v3\nprompt = no\n[who]\nCN = vmbay\n\
        [v3]\nsubjectAltName = IP:{address}\nbasicConstraints = critical, CA:FALSE\n"
    );
    fs::write(&config, text).expect("the directory is ours");
    let mut command = Command::new("openssl");
    command.args(["req", "-x509", "-nodes", "-days", "2", "-newkey", "ec"]);
    command.args(["-pkeyopt", "ec_paramgen_curve:prime256v1", "-config"]).arg(config);
    command.arg("-keyout").arg(key).arg("-out").arg(certificate);
    let status = command.stdin(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.expect("openssl comes with PostgreSQL").success(), "openssl made no certificate");
}
