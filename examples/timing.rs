//! Scratch.
use std::time::Instant;
fn rss() -> String { let s = std::fs::read_to_string("/proc/self/status").unwrap(); s.lines().filter(|l| l.starts_with("VmRSS") || l.starts_with("VmHWM")).collect::<Vec<_>>().join(" ") }
fn main() {
    let path = std::env::args().nth(1).unwrap();
    for _ in 0..3 {
        let t = Instant::now();
        let source = plenary::load::Source::file(std::path::Path::new(&path)).unwrap();
        let read = t.elapsed();
        let t = Instant::now();
        let v: Result<serde::de::IgnoredAny, _> = serde_json::from_slice(&source.bytes);
        let ign = t.elapsed(); drop(v);
        let t = Instant::now();
        let loaded = plenary::load::load(&source).unwrap();
        let n = t.elapsed();
        drop(source);
        let a = rss();
        let t = Instant::now();
        let links = plenary::index::Links::new(&loaded.dataset);
        let l = t.elapsed();
        let t = Instant::now();
        let touch = plenary::index::Touch::new(&loaded.dataset, &links);
        let to = t.elapsed();
        let t = Instant::now();
        let order = plenary::index::Order::new(&loaded.dataset);
        let o = t.elapsed();
        println!("read {read:?} ignored {ign:?} load {n:?} links {l:?} touch {to:?} order {o:?} | {a} | {}", rss());
        drop((links, touch, order));
    }
}
