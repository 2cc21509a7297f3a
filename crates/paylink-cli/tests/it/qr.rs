//! `paylink qr` and `create --qr`: an address that a camera can read.

use std::fs;

use paylink_sandbox::wire::Reply;
use qrcode::{Color, EcLevel, QrCode};

#[cfg(target_os = "linux")]
use crate::colours::on_a_terminal;
use crate::support::{Ran, binary, paylink, server};

const URL: &str = "https://pay.example.com/plpub_0123456789abcdefghij?lang=en";

/// Rows of modules, each `true` where it is dark, four light ones on every side.
type Modules = Vec<Vec<bool>>;

/// The modules that encode an address.
fn modules(url: &str, level: EcLevel) -> Modules {
    let code = QrCode::with_error_correction_level(url, level).unwrap();
    let side = code.width() + 8;
    let dark = |x: usize, y: usize| {
        let inside = (4..side - 4).contains(&x) && (4..side - 4).contains(&y);
        inside && code[(x - 4, y - 4)] == Color::Dark
    };
    (0..side)
        .map(|y| (0..side).map(|x| dark(x, y)).collect())
        .collect()
}

/// What half blocks show: a block is light, on a terminal that writes light on dark.
fn of_half_blocks(text: &str, side: usize) -> Modules {
    let mut rows = Vec::new();
    for line in text.lines() {
        let halves = line.chars().map(|block| match block {
            '█' => (false, false),
            '▀' => (false, true),
            '▄' => (true, false),
            ' ' => (true, true),
            other => panic!("{other} in {line}"),
        });
        let (upper, lower): (Vec<bool>, Vec<bool>) = halves.unzip();
        rows.extend([upper, lower]);
    }
    rows.truncate(side);
    rows
}

/// What a camera reads on a screen that shows this text: cells of 6 by 12 pixels, blocks whole,
/// letters as some pixels of theirs.
fn read_on_a_screen(text: &str, (foreground, background): (u8, u8)) -> Vec<String> {
    const MARGIN: usize = 30;
    let lines: Vec<Vec<char>> = text.lines().map(|line| line.chars().collect()).collect();
    let columns = lines.iter().map(Vec::len).max().unwrap();
    let (width, height) = (columns * 6 + 2 * MARGIN, lines.len() * 12 + 2 * MARGIN);
    let shade = |x: usize, y: usize| {
        let inside =
            (MARGIN..width - MARGIN).contains(&x) && (MARGIN..height - MARGIN).contains(&y);
        if !inside {
            return background;
        }
        let (x, y) = (x - MARGIN, y - MARGIN);
        match lines[y / 12].get(x / 6) {
            Some('█') => foreground,
            None | Some(' ') => background,
            Some(_) if (x + y) % 3 == 0 && (2..10).contains(&(y % 12)) => foreground,
            Some(_) => background,
        }
    };
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, height, shade);
    let codes = picture.detect_grids().into_iter();
    codes
        .filter_map(|code| Some(code.decode().ok()?.1))
        .collect()
}

/// What a picture shows, decoded: every pixel of a module has its colour.
fn of_png(file: &[u8]) -> Modules {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    assert_eq!(
        (info.color_type, info.width),
        (png::ColorType::Grayscale, info.height)
    );
    let side = usize::try_from(info.width / 8).unwrap();
    let shade = |x: usize, y: usize| pixels[y * info.line_size + x];
    let module = |x: usize, y: usize| {
        let shade_here = shade(x * 8, y * 8);
        for offset in 0..64 {
            assert_eq!(shade(x * 8 + offset % 8, y * 8 + offset / 8), shade_here);
        }
        assert!(matches!(shade_here, 0 | 255));
        shade_here == 0
    };
    (0..side)
        .map(|y| (0..side).map(|x| module(x, y)).collect())
        .collect()
}

/// The picture that the command writes.
fn picture(url: &str, name: &str) -> Vec<u8> {
    let folder = std::env::temp_dir().join(format!("paylink-cli-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("a link.png");
    let ran = paylink("qr --png")
        .arg(file.to_str().unwrap())
        .arg(url)
        .run();
    let picture = fs::read(&file);
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(ran.words(), ("", ""));
    picture.unwrap()
}

/// Nobody knows whether a file or a log is shown light on dark or dark on light: a camera reads it
/// on both.
#[test]
fn a_piped_code_is_read_on_dark_and_on_light() {
    let ran = paylink("qr").arg(URL).run();
    let (shown, told) = ran.words();
    assert_eq!(told, "");
    assert!(!shown.contains('\u{1b}'), "{shown}");
    for screen in [(230, 20), (20, 230), (255, 0), (0, 255)] {
        assert_eq!(read_on_a_screen(shown, screen), [URL], "{screen:?}");
    }
}

/// On a terminal the colours are said, and half the lines are enough.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_shows_the_address() {
    let shown = on_a_terminal(&format!("qr '{URL}'"), &[]);
    let lines = shown.lines().map(|line| {
        let line = line.strip_prefix("\u{1b}[97m\u{1b}[40m").unwrap();
        line.strip_suffix("\u{1b}[0m").unwrap()
    });
    let expected = modules(URL, EcLevel::M);
    let lines: Vec<&str> = lines.collect();
    assert_eq!(of_half_blocks(&lines.join("\n"), expected.len()), expected);
    let plain = on_a_terminal(&format!("qr '{URL}'"), &[("NO_COLOR", "1")]);
    assert_eq!(plain.replace('\r', ""), paylink("qr").arg(URL).run().stdout);
}

/// Decoded, not compared: what is written to standard output is the picture and nothing else.
#[test]
fn a_picture_goes_to_standard_output() {
    let output = binary().args(["qr", URL, "--png", "-"]).output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
    let modules = of_png(&output.stdout);
    let side = modules.len() * 8;
    let shade = |x: usize, y: usize| if modules[y / 8][x / 8] { 0 } else { 255 };
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side, side, shade);
    let [code] = &picture.detect_grids()[..] else {
        panic!("one code");
    };
    assert_eq!(code.decode().unwrap().1, URL);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_is_named() {
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = binary()
        .args(["qr", URL, "--png", "-"])
        .stdout(full)
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    let expected = "paylink: --png: standard output cannot be written: ";
    assert!(told.starts_with(expected), "{told}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn the_picture_shows_the_address() {
    assert_eq!(of_png(&picture(URL, "picture")), modules(URL, EcLevel::M));
}

/// The three corners that a camera looks for are dark on light.
#[test]
fn dark_is_dark_and_light_is_light() {
    let shown = of_png(&picture(URL, "corner"));
    let corner: Vec<&[bool]> = shown[4..7].iter().map(|row| &row[3..12]).collect();
    let (dark, light) = (true, false);
    assert_eq!(
        corner[0],
        [light, dark, dark, dark, dark, dark, dark, dark, light]
    );
    assert_eq!(
        corner[1],
        [light, dark, light, light, light, light, light, dark, light]
    );
    assert_eq!(
        corner[2],
        [light, dark, light, dark, dark, dark, light, dark, light]
    );
}

#[test]
fn a_long_address_has_less_correction_and_a_longer_one_is_refused() {
    let long = |length: usize| format!("https://pay.example.com/{}", "x".repeat(length - 24));
    assert_eq!(
        of_png(&picture(&long(2331), "m")),
        modules(&long(2331), EcLevel::M)
    );
    assert_eq!(
        of_png(&picture(&long(2953), "l")),
        modules(&long(2953), EcLevel::L)
    );
    let ran = paylink("qr").arg(&long(2954)).run();
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert_eq!(ran.stderr, "paylink: url is too long for a QR code\n");
}

#[test]
fn what_is_no_web_address_is_refused() {
    for text in [
        "",
        "pay.example.com",
        "javascript:alert(1)",
        "https://",
        "https://a b",
    ] {
        let ran = paylink("qr").arg(text).run();
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{text}");
        assert!(
            ran.stderr.contains("url must be an absolute URL"),
            "{}",
            ran.stderr
        );
    }
}

#[test]
fn a_picture_that_cannot_be_written_is_named() {
    let ran = paylink("qr --png no-such-folder/link.png").arg(URL).run();
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(
        ran.stderr
            .contains("--png: no-such-folder/link.png cannot be written")
    );
}

async fn create(body: &str, flags: &str) -> Ran {
    let server = server(Reply::json(201, body)).await;
    let line = format!("create meum --amount 25.00 --currency USD --description T {flags}");
    paylink(&line).at(&server).run()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_shown_as_it_is_made() {
    let body = format!(r#"{{"id":"plink_1","public_url":"{URL}"}}"#);
    let ran = create(&body, "--qr").await;
    let (shown, told) = ran.words();
    let (url, code) = shown.split_once('\n').unwrap();
    assert_eq!(
        (url, told),
        (URL, "meum: created plink_1, requested 25.00 USD\n")
    );
    assert_eq!(read_on_a_screen(code, (230, 20)), [URL]);
}

/// The link is made: what cannot be drawn does not make it a failure.
#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_cannot_be_drawn_is_made_all_the_same() {
    let long = format!("https://pay.example.com/{}", "x".repeat(3000));
    let ran = create(&format!(r#"{{"id":"1","public_url":"{long}"}}"#), "--qr").await;
    let (shown, told) = ran.words();
    assert_eq!(shown, format!("{long}\n"));
    assert!(
        told.ends_with("\nno QR code: url is too long for a QR code\n"),
        "{told}"
    );
    let ran = create(r#"{"id":"plink_1"}"#, "--qr").await;
    assert_eq!(ran.words().0, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_drawn_for_programs_and_without_a_link() {
    for flags in ["--qr --json", "--qr --dry-run"] {
        let ran = create(r#"{"id":"plink_1"}"#, flags).await;
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{flags}");
        assert!(ran.stderr.contains("cannot be used with"), "{}", ran.stderr);
    }
    let ran = create("{}", "--qr").await;
    assert_eq!((ran.code, ran.stdout.as_str()), (5, ""));
}
