//! What is wrong with a line, as far as the subscriber's words tell.

use crate::queue::{QueueKey, named_enum};

named_enum! {
    /// The kind of fault.
    IssueType, "issue type" {
        /// Nothing works.
        NoInternet = "no_internet",
        /// Works, slower than sold.
        SlowSpeed = "slow_speed",
        /// Trouble in the house's radio, not on the line.
        WifiProblem = "wifi_problem",
        /// Comes and goes.
        Unstable = "unstable",
        /// Router, ONU, cable, power supply.
        Equipment = "equipment",
        /// None of these.
        Other = "other",
    }
}

impl IssueType {
    /// A first guess from the queue and what was written; a technician corrects it.
    #[must_use]
    pub fn guess(queue: QueueKey, text: &str) -> Self {
        let text = text.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
        if queue == QueueKey::TechnicalUrgent {
            Self::NoInternet
        } else if says(&["wifi", "wi-fi", "wi fi", "senha", "quarto"]) {
            Self::WifiProblem
        } else if says(&[
            "caindo",
            "cai ",
            "oscila",
            "toda hora",
            "vai e volta",
            "instável",
            "instavel",
        ]) {
            Self::Unstable
        } else if says(&["lent", "mega", "veloc", "trava", "ping", "speedtest"]) {
            Self::SlowSpeed
        } else if says(&["roteador", "aparelho", "modem", "fonte", "cabo", "onu"]) {
            Self::Equipment
        } else {
            Self::Other
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_to_the_kind_of_fault() {
        let guess = |text| IssueType::guess(QueueKey::TechnicalNormal, text);
        assert_eq!(guess("no quarto não pega"), IssueType::WifiProblem);
        assert_eq!(guess("ta muito LENTA"), IssueType::SlowSpeed);
        assert_eq!(guess("fica caindo toda hora"), IssueType::Unstable);
        assert_eq!(
            IssueType::guess(QueueKey::TechnicalUrgent, "wifi sumiu"),
            IssueType::NoInternet
        );
    }
}
