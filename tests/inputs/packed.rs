//! Compressed files.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use ownwords::ErrorKind;
use ownwords::audit::{Options, Packing, audit};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use super::{assert_same, csv, said};

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

#[test]
fn compression_makes_no_difference_and_is_said() {
    let text = csv();
    let (one, other) = text.as_bytes().split_at(100);
    // A file may be several compressed ones, one after another, and hold frames that are for other programs.
    let skippable = [&[0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0][..], b"abc"].concat();
    for (packed, packing) in [
        (gzip(text.as_bytes()), Packing::Gzip),
        ([gzip(one), gzip(other)].concat(), Packing::Gzip),
        (zstd(text.as_bytes()), Packing::Zstandard),
        ([zstd(one), skippable, zstd(other)].concat(), Packing::Zstandard),
    ] {
        assert_eq!(assert_same(&packed, Options::default()).packing(), Some(packing));
    }
}

/// Cut off or damaged at any place: an error, which says how the file was compressed. What was unpacked is never reported as
/// the whole.
#[test]
fn damage_is_an_error_wherever_it_is() {
    for packed in [gzip(csv().as_bytes()), zstd(csv().as_bytes())] {
        for end in 4..packed.len() {
            let stopped = audit(&packed[..end], "test", Options::default(), &mut |_| Ok(())).unwrap_err();
            assert_eq!(stopped.error().kind(), ErrorKind::Format, "{stopped}");
            let said = stopped.error().message();
            assert!(said.contains("ends before") || said.contains("is damaged"), "cut at {end}: {said}");
        }
        for place in 4..packed.len() {
            let mut damaged = packed.clone();
            damaged[place] ^= 0x55;
            // A byte of the header that says when it was made, or by what, changes no record; and nothing panics.
            let _ = audit(&damaged[..], "test", Options::default(), &mut |_| Ok(()));
        }
        // In what is checked, no byte can change unseen.
        let middle = packed.len() / 2;
        let mut damaged = packed.clone();
        damaged[middle] ^= 0x55;
        assert!(audit(&damaged[..], "test", Options::default(), &mut |_| Ok(())).is_err());
    }
}

/// What stands before the damage is read, however short the file is.
#[test]
fn what_stands_before_the_damage_is_read() {
    let lines = "{\"surname\":\"Khan\"}\n".repeat(3);
    let people = "{\"resourceType\":\"Patient\"}\n".repeat(3);
    let one_line = people.replace('\n', " ");
    for text in [csv(), csv().replace('\n', "\r\n"), lines, people, one_line] {
        let packed = gzip(text.as_bytes());
        let whole = said(text.as_bytes(), Options::default()).2.rows();
        let mut wrong = packed.clone();
        wrong[packed.len() - 8] ^= 0x55;
        for (damaged, expected) in
            [(wrong, "is damaged"), (packed[..packed.len() - 5].to_vec(), "ends before")]
        {
            let stopped = audit(&damaged[..], "test", Options::default(), &mut |_| Ok(())).unwrap_err();
            assert!(stopped.error().message().contains(expected), "{text}: {stopped}");
            assert!(stopped.so_far().rows() + 1 >= whole, "{text}: {} rows", stopped.so_far().rows());
        }
    }
}

#[test]
fn what_was_made_to_fill_a_disk_is_refused() {
    let bomb = [&b"surname\n"[..], &b"Khan\n".repeat(16 << 20)].concat();
    let packed = gzip(&bomb);
    assert!(bomb.len() / packed.len() > 500, "{} bytes", packed.len());
    let stopped = audit(&packed[..], "test", Options::default(), &mut |_| Ok(())).unwrap_err();
    assert!(stopped.error().message().contains("more than 500 times its size"), "{stopped}");
    // One line without end is no record, however small it was packed.
    let packed = gzip(&[&b"surname\n"[..], &vec![b'a'; 40 << 20]].concat());
    let stopped = audit(&packed[..], "test", Options::default(), &mut |_| Ok(())).unwrap_err();
    assert!(stopped.error().message().contains("longer than"), "{stopped}");
}
