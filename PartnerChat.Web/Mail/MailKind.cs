using PartnerChat.Data.Mail;

namespace PartnerChat.Web.Mail;

/// <summary>What a mail is about. The name stands in the queue and in the keys of its words.</summary>
public enum MailKind
{
    /// <summary>A link to choose a new password, for who asked by an address.</summary>
    Recovery,

    /// <summary>A link that shows that the account's address is its owner's.</summary>
    ConfirmEmail,

    /// <summary>The same for an address that is to take its place.</summary>
    ConfirmNewEmail,

    /// <summary>In place of that where the address has an account already.</summary>
    AddressTaken,

    /// <summary>To the old address: another is to take its place, and how to stop that.</summary>
    EmailChangeAsked,

    EmailChanged,
    PasswordChanged,
    TwoFactorOn,
    TwoFactorOff,
    RecoveryCodeUsed,
    RecoveryCodesMade,
    NewDevice,
    PasskeyAdded,
    PasskeyRemoved,
    AccountLocked,
    RelationshipEnded,
    AccountDeleted,
}

internal static class MailRules
{
    /// <summary>What a stranger can cause: few, so that nobody's mailbox is filled by it.</summary>
    private static readonly MailLimit Asked = new([nameof(MailKind.Recovery), nameof(MailKind.ConfirmEmail), nameof(MailKind.ConfirmNewEmail)], 5);

    /// <summary>The one way to stop a thief of the account from taking its address: nothing else counts with it, so that nothing keeps it back.</summary>
    private static readonly MailLimit Stops = new([nameof(MailKind.EmailChangeAsked)], 30);

    /// <summary>Counted by themselves: nobody keeps one of these back by asking for others.</summary>
    private static readonly MailLimit Told =
        new([.. Enum.GetNames<MailKind>().Except(Asked.Kinds).Except(Stops.Kinds)], 30);

    public static MailLimit LimitOf(MailKind kind) => new[] { Asked, Stops, Told }.First(l => l.Kinds.Contains(kind.ToString()));

    /// <summary>How long it is tried: until its link would have run out, or three days.</summary>
    public static TimeSpan UsefulFor(MailKind kind) => kind switch
    {
        MailKind.Recovery => MailTokens.RecoveryLasts,
        MailKind.ConfirmNewEmail => MailTokens.ChangeLasts,
        _ => TimeSpan.FromDays(3),
    };

    /// <summary>A mail of a life rather than of a lock: only to who has shown that the address is theirs.</summary>
    public static bool IsPersonal(MailKind kind) => kind is MailKind.RelationshipEnded;
}
