//! A mangled file is read or refused. Its parser may panic, for which the caller is made; it must not end the process or
//! go on for ever.

use std::panic::catch_unwind;

use enlace_documents::{STACK, read, unpack};
use proptest::{collection::vec, prelude::*, sample::Index};

use crate::read::bytes;

const FILES: [&str; 5] = [
    "roteador.docx",
    "segunda-via.pdf",
    "velocidade.pdf",
    "wifi.html",
    "com-senha.pdf",
];

/// As the desk reads: apart, with a deep stack, and a panic is an answer.
fn apart(name: &str, bytes: Vec<u8>) {
    let name = name.to_owned();
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(move || {
        let _ = catch_unwind(|| read(&name, &bytes).is_ok());
        let _ = catch_unwind(|| unpack(&bytes).is_ok());
    });
    thread.unwrap().join().unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_bytes(file in 0..FILES.len(), changes in vec((any::<Index>(), any::<u8>()), 1..40)) {
        let mut bytes = bytes(FILES[file]);
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        apart(FILES[file], bytes);
    }

    #[test]
    fn a_part_alone(file in 0..FILES.len(), from in any::<Index>(), to in any::<Index>()) {
        let bytes = bytes(FILES[file]);
        let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
        apart(FILES[file], bytes[from.min(to)..from.max(to)].to_vec());
    }

    #[test]
    fn any_bytes(name in "[a-z]{1,5}\\.(md|html|pdf|docx|zip)", bytes in vec(any::<u8>(), 0..2_000)) {
        apart(&name, bytes);
    }
}

#[test]
fn whoever_nests_without_end_is_answered() {
    apart("a.html", "<blockquote>".repeat(200_000).into_bytes());
    apart("a.md", ">".repeat(100_000).into_bytes());
    apart("a.md", "[".repeat(100_000).into_bytes());
    apart(
        "a.pdf",
        [b"%PDF-1.7\n1 0 obj\n".as_slice(), &b"[".repeat(100_000)].concat(),
    );
}
