#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| paylink_fuzz::number::json_number(data));
