//! The `plenary` program.
use std::process::ExitCode;
fn main() -> ExitCode {
    use plenary::{config, index, load, tui};
    let source = match std::env::args().nth(1) {
        Some(p) => load::Source::file(std::path::Path::new(&p)).ok(),
        None => Some(load::Source::embedded()),
    };
    let Some(source) = source else { return ExitCode::from(2) };
    let Ok(loaded) = load::load(&source) else { return ExitCode::from(2) };
    let origin = index::Origin { name: source.name.clone(), folders: source.folder.clone().into_iter().collect() };
    drop(source);
    let snapshot = index::Snapshot::new(loaded.dataset, loaded.diagnostics, loaded.more, origin);
    let (env, _) = config::Layer::from_environment(|name| std::env::var_os(name));
    let settings = config::Settings::new(config::Layer::default(), env, config::Layer::default());
    let terminal = tui::state::Terminal::from_environment(|name| std::env::var(name).ok());
    let manner = tui::state::Manner::new(&settings, &terminal, Vec::new());
    match tui::start::start(snapshot, manner, None) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(2),
    }
}
