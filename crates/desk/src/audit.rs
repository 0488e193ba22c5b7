//! The book of who did what.

use enlace_domain::{
    ArticleId, ChannelId, ChurnCaseId, ContactId, ConversationId, LogInSessionId, MergeId, MessageId, PersonId,
    TemplateId,
};
use enlace_store::StoreError;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// What was done. The name is what the book holds, so it never changes once it is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Logged in.
    LogIn,
    /// Logged out.
    LogOut,
    /// Took a conversation.
    Claim,
    /// Put a conversation back.
    Release,
    /// Sent a conversation on to a queue.
    TransferToQueue,
    /// Handed a conversation to a person.
    TransferToPerson,
    /// Closed a conversation.
    Close,
    /// Opened a closed conversation again.
    Reopen,
    /// Said what came of a conversation, or said it otherwise.
    TellOutcome,
    /// Made a person.
    CreatePerson,
    /// Changed a person.
    ChangePerson,
    /// Chose the template that automation uses, or none.
    ChooseTemplate,
    /// Said that a message in doubt arrived.
    ConfirmArrival,
    /// Sent a message in doubt again.
    SendAgain,
    /// Made a channel.
    CreateChannel,
    /// Changed a channel.
    ChangeChannel,
    /// Paused a channel.
    PauseChannel,
    /// Let a paused channel go on.
    ResumeChannel,
    /// Moved a channel in the order.
    MoveChannel,
    /// Allowed that a channel's conversations are answered by another number.
    AllowSwitch,
    /// Forbade it.
    ForbidSwitch,
    /// Sent a test message by a channel.
    TryChannel,
    /// Let work that was given up run again.
    ReplayLetter,
    /// Closed work that was given up.
    CloseLetter,
    /// Looked at what a provider sent that was given up.
    SeeLetter,
    /// Corrected it.
    MendLetter,
    /// Changed who does what about a customer who may leave, and until when.
    ChangeChurnCase,
    /// Noted what became of it.
    CloseChurnCase,
    /// Asked for a new model of who may leave.
    ReviewChurn,
    /// Said whether the classifier is to learn a correction.
    JudgeCorrection,
    /// Had the classifier trained again.
    RetrainClassifier,
    /// Took a version of the classifier into use.
    UseClassifier,
    /// Made an article.
    CreateArticle,
    /// Changed the draft of an article.
    ChangeArticle,
    /// Handed the draft of an article in for review.
    SubmitArticle,
    /// Published an article.
    PublishArticle,
    /// Took an article from its readers.
    WithdrawArticle,
    /// Brought an older version of an article back.
    RestoreArticle,
    /// Made a category of articles.
    CreateCategory,
    /// Gave a category of articles another name.
    RenameCategory,
    /// Removed a category of articles.
    RemoveCategory,
    /// Let automation answer from the knowledge base.
    AllowAnswers,
    /// Stopped automation from answering.
    ForbidAnswers,
    /// Changed whether and how often subscribers are asked how it was.
    ChangeSurvey,
    /// Set goals and costs.
    SetGoals,
    /// Changed the rules or hours of a queue.
    ChangeQueue,
    /// Added holidays.
    AddHolidays,
    /// Removed a holiday.
    RemoveHoliday,
    /// Looked after a low score.
    SeeScore,
    /// Said that two contacts are one person.
    MergeContacts,
    /// Said that they are two, after all.
    UndoMerge,
    /// Erased what is known of a contact.
    EraseContact,
}

impl Action {
    /// The name in the book.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LogIn => "log_in",
            Self::LogOut => "log_out",
            Self::Claim => "claim",
            Self::Release => "release",
            Self::TransferToQueue => "transfer_to_queue",
            Self::TransferToPerson => "transfer_to_person",
            Self::Close => "close",
            Self::Reopen => "reopen",
            Self::TellOutcome => "tell_outcome",
            Self::CreatePerson => "create_person",
            Self::ChangePerson => "change_person",
            Self::ChooseTemplate => "choose_template",
            Self::ConfirmArrival => "confirm_arrival",
            Self::SendAgain => "send_again",
            Self::CreateChannel => "create_channel",
            Self::ChangeChannel => "change_channel",
            Self::PauseChannel => "pause_channel",
            Self::ResumeChannel => "resume_channel",
            Self::MoveChannel => "move_channel",
            Self::AllowSwitch => "allow_switch",
            Self::ForbidSwitch => "forbid_switch",
            Self::TryChannel => "try_channel",
            Self::ReplayLetter => "replay_letter",
            Self::CloseLetter => "close_letter",
            Self::SeeLetter => "see_letter",
            Self::MendLetter => "mend_letter",
            Self::ChangeChurnCase => "change_churn_case",
            Self::CloseChurnCase => "close_churn_case",
            Self::ReviewChurn => "review_churn",
            Self::JudgeCorrection => "judge_correction",
            Self::RetrainClassifier => "retrain_classifier",
            Self::UseClassifier => "use_classifier",
            Self::CreateArticle => "create_article",
            Self::ChangeArticle => "change_article",
            Self::SubmitArticle => "submit_article",
            Self::PublishArticle => "publish_article",
            Self::WithdrawArticle => "withdraw_article",
            Self::RestoreArticle => "restore_article",
            Self::CreateCategory => "create_category",
            Self::RenameCategory => "rename_category",
            Self::RemoveCategory => "remove_category",
            Self::AllowAnswers => "allow_answers",
            Self::ForbidAnswers => "forbid_answers",
            Self::ChangeSurvey => "change_survey",
            Self::SetGoals => "set_goals",
            Self::ChangeQueue => "change_queue",
            Self::AddHolidays => "add_holidays",
            Self::RemoveHoliday => "remove_holiday",
            Self::SeeScore => "see_score",
            Self::MergeContacts => "merge_contacts",
            Self::UndoMerge => "undo_merge",
            Self::EraseContact => "erase_contact",
        }
    }
}

/// What it was done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A conversation.
    Conversation(ConversationId),
    /// A person.
    Person(PersonId),
    /// A log-in.
    Session(LogInSessionId),
    /// A template.
    Template(TemplateId),
    /// A message.
    Message(MessageId),
    /// A channel.
    Channel(ChannelId),
    /// A merge of two contacts.
    Merge(MergeId),
    /// A contact.
    Contact(ContactId),
    /// Work that was given up. Its row has no id that the book can hold: the detail names it.
    Letter,
    /// Work about a customer who may leave.
    ChurnCase(ChurnCaseId),
    /// The models of who may leave.
    ChurnModels,
    /// The versions of the classifier. The detail names which.
    Classifier,
    /// An article.
    Article(ArticleId),
    /// A category of articles. The detail names its key.
    ArticleCategory,
    /// The knowledge base as a whole.
    KnowledgeBase,
    /// The survey after closing.
    Survey,
    /// Goals and costs.
    Goals,
    /// A queue. The detail names its key.
    Queue,
    /// Holidays. The detail names the days.
    Holidays,
}

impl Subject {
    const fn row(self) -> (&'static str, Option<Uuid>) {
        match self {
            Self::Conversation(id) => ("conversation", Some(id.get())),
            Self::Person(id) => ("person", Some(id.get())),
            Self::Session(id) => ("session", Some(id.get())),
            Self::Template(id) => ("template", Some(id.get())),
            Self::Message(id) => ("message", Some(id.get())),
            Self::Channel(id) => ("channel", Some(id.get())),
            Self::Merge(id) => ("contact_merge", Some(id.get())),
            Self::Contact(id) => ("contact", Some(id.get())),
            Self::Letter => ("dead_letter", None),
            Self::ChurnCase(id) => ("churn_case", Some(id.get())),
            Self::ChurnModels => ("churn_models", None),
            Self::Classifier => ("classifier", None),
            Self::Article(id) => ("article", Some(id.get())),
            Self::ArticleCategory => ("article_category", None),
            Self::KnowledgeBase => ("knowledge_base", None),
            Self::Survey => ("survey", None),
            Self::Goals => ("goals", None),
            Self::Queue => ("queue", None),
            Self::Holidays => ("holidays", None),
        }
    }
}

/// Writes a line, in the transaction of the deed. `detail` holds no secret and nothing a subscriber said.
///
/// # Errors
/// The database said no.
pub async fn record(
    conn: &mut PgConnection,
    by: PersonId,
    action: Action,
    subject: Subject,
    detail: &Value,
) -> Result<(), StoreError> {
    let (kind, id) = subject.row();
    enlace_store::audit::append(conn, Some(by), action.as_str(), kind, id, detail).await
}
