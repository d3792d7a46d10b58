//! Commands and files in a guest that is up.

use std::time::Duration;

use bytes::Bytes;
use futures::future::join_all;

use super::Applicable;
use crate::{
    error::ErrorCode,
    hypervisor::ExecCommand,
    testing::hypervisor::bench::{Bench, must, needs, refused},
};

pub(super) async fn the_agent_of_a_booted_guest_answers(bench: &mut Bench<'_>) -> Applicable {
    let machine = bench.booted().await?;
    must(bench.hypervisor().guest_ping(machine).await);
    assert_ne!(bench.status(machine).await.agent_connected, Some(false));
    Ok(())
}

pub(super) async fn an_agent_that_does_not_answer_is_guest_failed_within_5_seconds(
    bench: &mut Bench<'_>,
) -> Applicable {
    needs(bench.can().guest_agent, "a guest agent")?;
    let id = bench.running().await;
    let begun = bench.clock().now();
    refused(bench.hypervisor().guest_ping(id).await, ErrorCode::GuestFailed);
    // One second is for the call itself on a busy machine.
    assert!(bench.clock().now().since(begun) < Duration::from_secs(6));
    Ok(())
}

pub(super) async fn the_agent_of_a_machine_that_is_off_is_guest_failed(bench: &mut Bench<'_>) -> Applicable {
    needs(bench.can().guest_agent, "a guest agent")?;
    let id = bench.defined().await;
    refused(bench.hypervisor().guest_ping(id).await, ErrorCode::GuestFailed);
    refused(bench.exec(id, ExecCommand::new(["true"])).await, ErrorCode::GuestFailed);
    Ok(())
}

pub(super) async fn a_command_leaves_its_output_and_its_exit_code(bench: &mut Bench<'_>) -> Applicable {
    let machine = bench.booted().await?;
    let output = must(bench.exec(machine, ExecCommand::new(["uname", "-a"])).await);
    assert_eq!((output.exit_code, output.signal), (Some(0), None));
    assert!(output.stdout_text().starts_with("Linux "), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    Ok(())
}

pub(super) async fn a_command_that_fails_tells_its_exit_code_and_its_errors(
    bench: &mut Bench<'_>,
) -> Applicable {
    let machine = bench.booted().await?;
    let output = must(bench.exec(machine, ExecCommand::new(["false"])).await);
    assert_eq!((output.exit_code, output.success()), (Some(1), false));
    let output = must(bench.exec(machine, ExecCommand::new(["cat", "/no/such/file"])).await);
    assert_eq!(output.exit_code, Some(1));
    assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{output:?}");
    Ok(())
}

pub(super) async fn arguments_reach_a_program_as_data(bench: &mut Bench<'_>) -> Applicable {
    let machine = bench.booted().await?;
    let arguments = ["$(reboot)", ";", "a  b", "'quoted\"", "*", "naïve 機械", "<&>"];
    let output = must(bench.exec(machine, ExecCommand::new(["echo"].into_iter().chain(arguments))).await);
    assert_eq!(output.stdout_text(), format!("{}\n", arguments.join(" ")));
    Ok(())
}

pub(super) async fn a_program_reads_its_standard_input(bench: &mut Bench<'_>) -> Applicable {
    let machine = bench.booted().await?;
    for size in [0, 1, 300 * 1024] {
        let input: Vec<u8> = (0..size).map(|index: usize| index.to_le_bytes()[0]).collect();
        let output = must(bench.exec(machine, ExecCommand::new(["cat"]).stdin(input.clone())).await);
        assert!(
            output.success() && output.stdout == input,
            "{size} bytes came back as {}",
            output.stdout.len()
        );
    }
    Ok(())
}

pub(super) async fn a_program_sees_the_environment_it_is_given(bench: &mut Bench<'_>) -> Applicable {
    let machine = bench.booted().await?;
    let command = ExecCommand::new(["printenv", "GREETING"]).env("GREETING", "hello = \"you\"");
    let output = must(bench.exec(machine, command).await);
    assert_eq!(output.stdout_text(), "hello = \"you\"\n");
    Ok(())
}

pub(super) async fn output_of_any_size_arrives_whole_and_in_order(bench: &mut Bench<'_>) -> Applicable {
    let machine = bench.booted().await?;
    let output = must(bench.exec(machine, ExecCommand::new(["seq", "100000"])).await);
    assert!(output.success());
    let text = output.stdout_text();
    assert_eq!(text.lines().count(), 100_000);
    assert!(text.lines().zip(1..).all(|(line, number)| line.parse() == Ok(number)));
    Ok(())
}

pub(super) async fn a_program_that_is_not_there_is_guest_failed(bench: &mut Bench<'_>) -> Applicable {
    let machine = bench.booted().await?;
    refused(bench.exec(machine, ExecCommand::new(["no-such-program"])).await, ErrorCode::GuestFailed);
    Ok(())
}

pub(super) async fn a_command_that_takes_too_long_ends_with_timed_out(bench: &mut Bench<'_>) -> Applicable {
    let machine = bench.booted().await?;
    let command = ExecCommand::new(["sleep", "20"]).timeout(Duration::from_secs(1));
    let begun = bench.clock().now();
    refused(bench.exec(machine, command).await, ErrorCode::TimedOut);
    assert!(bench.clock().now().since(begun) < Duration::from_secs(10));
    must(bench.hypervisor().guest_ping(machine).await);
    Ok(())
}

pub(super) async fn commands_run_side_by_side(bench: &mut Bench<'_>) -> Applicable {
    let machine = bench.booted().await?;
    let commands = ["one", "two", "three", "four"].map(|word| {
        let bench = &*bench;
        async move { (word, must(bench.exec(machine, ExecCommand::new(["echo", word])).await)) }
    });
    for (word, output) in join_all(commands).await {
        assert_eq!(output.stdout_text(), format!("{word}\n"));
    }
    Ok(())
}

pub(super) async fn a_file_written_in_the_guest_reads_back(bench: &mut Bench<'_>) -> Applicable {
    let machine = bench.booted().await?;
    for size in [0, 200 * 1024] {
        let content: Bytes = (0..size).map(|index: usize| index.to_le_bytes()[0]).collect();
        must(bench.hypervisor().guest_write_file(machine, "/tmp/file of ours", content.clone()).await);
        let read = must(bench.read_file(machine, "/tmp/file of ours").await);
        assert!(read == content, "{size} bytes came back as {}", read.len());
    }
    Ok(())
}

pub(super) async fn writing_a_file_replaces_what_was_there(bench: &mut Bench<'_>) -> Applicable {
    let machine = bench.booted().await?;
    for content in ["a long text", "short"] {
        must(bench.hypervisor().guest_write_file(machine, "/tmp/text", content.into()).await);
    }
    assert_eq!(must(bench.read_file(machine, "/tmp/text").await), b"short");
    Ok(())
}

pub(super) async fn a_file_that_is_not_there_is_guest_failed(bench: &mut Bench<'_>) -> Applicable {
    let machine = bench.booted().await?;
    refused(bench.read_file(machine, "/tmp/no such file").await, ErrorCode::GuestFailed);
    Ok(())
}

pub(super) async fn the_console_log_begins_at_its_offset(bench: &mut Bench<'_>) -> Applicable {
    needs(bench.can().console_log, "a console log")?;
    let machine = bench.booted().await?;
    let hypervisor = bench.hypervisor();
    let all = must(hypervisor.console_log(machine, 0).await);
    assert!(!all.is_empty(), "a guest that booted wrote to its console");
    let rest = must(hypervisor.console_log(machine, 5).await);
    assert!(rest.starts_with(&all[5..]), "{rest:?}");
    assert!(must(hypervisor.console_log(machine, 1 << 40).await).is_empty());
    Ok(())
}
