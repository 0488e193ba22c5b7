//! What the pages ask the server: server functions by page, each a translation of one call to the desk.
//!
//! No rule lives here. Roles are enforced in the desk; the answers' HTTP statuses come from [`AppError`].

mod board;
mod channels;
mod churn;
mod classifier;
mod contacts;
mod conversation;
mod goals;
mod insight;
mod json;
mod knowledge;
mod letters;
mod people;
mod queues;
mod search;
mod session;
mod survey;
mod templates;

#[cfg(feature = "ssr")]
mod actor;

pub use board::{Claim, Release, board_snapshot, claim, release};
pub use channels::{
    channels, move_channel, read_failed_sends, save_channel, set_channel_active, set_channel_switch, try_channel,
};
pub use churn::{ChurnPictures, change_churn_case, churn, close_churn_case, review_churn};
pub use classifier::{classifier, judge_correction, retrain_classifier, use_classifier};
pub use contacts::{erase_contact, merge_candidates, merge_contacts, undo_merge};
pub use conversation::{
    LeaveConversation, attend, close, close_with_outcome, colleagues, conversation_read, correct_outcome,
    fetch_media_again, is_sent, leave_conversation, message_arrived, older_messages, reopen, retry_message,
    send_message_again, send_reply, sent_places, thread, transfer,
};
pub use goals::{read_goals, save_goals};
pub use insight::{
    CITIES_DRAWN, DashboardPictures, Picture, contracts_left, dashboard_choices, desk_standing, executive_dashboard,
    figure_behind, wall_dashboard,
};
pub(crate) use json::JsonText;
pub use knowledge::{
    add_article_category, article_files, article_used, article_versions, compare_article, create_article, dismiss_gap,
    draft_of_gap, import_article, open_knowledge, preview_article, publish_article, read_article, read_draft,
    read_gaps, remove_article_category, rename_article_category, restore_article, save_article, search_knowledge,
    send_article_file, set_aside_article, submit_article, switch_answers, use_of_article, withdraw_article,
};
pub use letters::{
    close_dead_letters, dead_letter_body, dead_letter_count, dead_letters, mend_dead_letter, replay_dead_letters,
};
pub use people::{people, save_person, teams};
pub use queues::{add_holiday, add_national_holidays, read_queues, remove_holiday, save_queue};
pub use search::search;
pub use session::{LogIn, LogOut, SESSION_COOKIE, log_in, log_out, me};
pub use survey::{read_survey, save_survey, see_score};
pub use templates::{conversation_templates, send_template, set_template_purpose, sync_templates, templates};

#[cfg(doc)]
use crate::error::AppError;
#[cfg(feature = "ssr")]
use actor::{actor, desk};
