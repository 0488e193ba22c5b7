//! The file that keeps two demos from running on one data folder.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

/// Says that a demo runs on this data folder; gone when it ends.
pub(super) struct PidFile(PathBuf);

impl PidFile {
    /// Refused where one runs already.
    pub(super) fn take(data: &Path) -> Result<Self> {
        fs::create_dir_all(data).with_context(|| format!("Failed to make the data folder {}", data.display()))?;
        let path = data.join("enlace.pid");
        if let Ok(text) = fs::read_to_string(&path) {
            let runs = text
                .trim()
                .parse::<u32>()
                .is_ok_and(|pid| Path::new(&format!("/proc/{pid}")).exists());
            ensure!(
                !runs,
                "A demo already runs on {} (process {}); stop it first",
                data.display(),
                text.trim()
            );
        }
        fs::write(&path, std::process::id().to_string())?;
        Ok(Self(path))
    }
}

impl Drop for PidFile {
    fn drop(&mut self) {
        // a file left behind names a dead process and is overwritten at the next start
        let _removed = fs::remove_file(&self.0);
    }
}
