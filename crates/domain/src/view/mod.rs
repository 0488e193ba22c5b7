//! What the pages read: plain data that the server fills from the database and the browser draws.
//!
//! A view holds no rule and nothing a reader may not see; every figure in it was computed on the server.

mod article;
mod attached;
mod attendance;
mod board;
mod channel;
mod churn;
mod classifier;
mod contact;
mod erasure;
mod failed_send;
mod goal;
mod health;
mod insight;
mod intake;
mod knowledge;
mod letter;
mod outcome;
mod person;
mod queues;
mod search;
mod survey;
mod template;
mod thread;
mod voice;

pub use article::{
    Approval, ArticleDraft, ArticleVersion, CategoryRemoval, CategoryView, Overtaken, PublishedArticle, ReviewAsk,
    SaveOutcome,
};
pub use attached::{Attached, ContactCard, EarlierWords, MediaView, PlaceView, Quoted, UploadView};
pub use attendance::{Attendance, Attendee};
pub use board::{BoardCard, BoardSnapshot, CardCustomer, ClaimOutcome, QueueView};
pub use channel::{
    API_ADDRESS, ChannelError, ChannelForm, ChannelLimits, ChannelStep, ChannelView, ChannelWebhook, ChannelsView,
    ProviderField, ProviderForm, TrialOutcome,
};
pub use churn::{
    CASE_NOTE, ChurnAsk, ChurnBand, ChurnCaseChange, ChurnCaseView, ChurnGroup, ChurnModelView, ChurnOwner,
    ChurnReason, ChurnTab, ChurnThreshold, ChurnVersion, ChurnVersionState, ChurnView, ChurnWhole, ShareDifference,
};
pub use classifier::{
    CORRECTIONS_SHOWN, ClassifierView, CorrectionView, DriftView, QueueShare, ReadingWeek, RetrainReport,
    VersionFigures, VersionView,
};
pub use contact::{MergeCandidate, MergeView};
pub use erasure::{ERASE_WORD, Erased};
pub use failed_send::{FailedSend, FailedSends};
pub use goal::{Costs, GoalRow, GoalSettings, GoalsView, MonthVolumes, ReturnTerm};
pub use health::{ChannelHealth, DeskHealth, Part, PartState};
pub use insight::{
    Against, AskPart, BehindAsk, BehindFigure, BehindRow, BehindSort, BehindView, Capacity, Contracts, CountedBy,
    Dashboard, Figures, HourFigure, HourLoad, InsightAsk, InsightChoices, InsightFilter, LastTalk, Leaver, LeaversAsk,
    LeaversView, Load, ON_TIME_TARGET, Period, PersonFigures, PersonRightNow, Pulse, QueueDeeds, QueueRightNow, Reason,
    RegionFaults, RepairTimes, RetentionBand, RetentionRow, RightNow, Step, StepFigure, Strain, Targets, Technical,
    TrendFigure, share,
};
pub use intake::{ImportOutcome, ImportSource, ReadArticle, ReadFile};
pub use knowledge::{
    ArticleDetails, ArticleFileView, ArticlePage, ArticleRow, ArticleUse, CannotAnswer, Comparison, DiffRow, GAP_DAYS,
    GapQuestion, HandedOver, HitPlace, KNOWLEDGE_LIMIT, KnowledgeAsk, KnowledgeFound, KnowledgeGaps, KnowledgeHit,
    KnowledgeHome, Span, UnusedArticle,
};
pub use letter::{
    BuriedAs, DeadLetter, LETTER_BODY, LETTER_REASON, LETTERS_SHOWN, LetterBody, LetterClosing, LetterConversation,
    LetterReason, LetterWork, LettersView,
};
pub use outcome::{Gain, Gains, OutcomeView, PersonGains, Results};
pub use person::{Me, PersonForm, PersonRef, PersonRow, TeamView};
pub use queues::{QueueRules, QueuesView};
pub use search::{SearchFound, SearchHit};
pub use survey::{SettingsOutcome, SurveyForm, SurveySettings};
pub use template::{PurposeView, TemplateChannel, TemplateOption, TemplateRow, TemplateSync, TemplatesView};
pub use thread::{Author, Choice, CustomerPanel, PastConversation, ThreadMessage, ThreadView, TransferTarget, Waiting};
pub use voice::{PersonScores, Said, Scores, Voice};
