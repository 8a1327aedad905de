using PartnerChat.Data.Mail;
using PartnerChat.Web.Resources;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Mail;

/// <summary>
/// Tells an account's owner by mail what happened to it. What has happened has happened: a mail that cannot be queued is noted, and fails nobody's deed.
/// Where deed and mail belong into one transaction, <see cref="PrepareAsync"/> gives the row to add there.
/// </summary>
internal sealed partial class SecurityMails(MailStore store, MailDesk desk, ILogger<SecurityMails> logger) : IPartingMail
{
    public Task PasswordChangedAsync(Guid userId, CancellationToken ct) => TellAsync(MailKind.PasswordChanged, userId, null, ct);

    /// <summary>That the other ended it.</summary>
    public QueuedMail? WriteTo(MailRecipient partner) =>
        desk.IsOpen && EnvelopeOf(MailKind.RelationshipEnded, partner) is { } envelope ? desk.Seal(MailKind.RelationshipEnded, envelope) : null;

    /// <summary>Tells that, of any kind that asks for nothing.</summary>
    /// <param name="device">Where it happened, in words that need no translation ("Firefox, Linux"); null where that is not known.</param>
    public async Task TellAsync(MailKind kind, Guid userId, string? device, CancellationToken ct)
    {
        if (!desk.IsOpen) return;
        try
        {
            if (await FindAsync(kind, userId, ct) is { } envelope) await desk.QueueAsync(kind, envelope with { Device = device }, ct);
        }
        catch (Exception e) when (e.IsDatabaseAway())
        {
            LogNotQueued(logger, kind, userId, e.GetType().Name);
        }
    }

    /// <summary>The mail as a row, to be added in the transaction of what it tells of; null if none is to be sent.</summary>
    public async Task<QueuedMail?> PrepareAsync(MailKind kind, Guid userId, CancellationToken ct) =>
        desk.IsOpen && await FindAsync(kind, userId, ct) is { } envelope ? desk.Seal(kind, envelope) : null;

    private async Task<MailEnvelope?> FindAsync(MailKind kind, Guid userId, CancellationToken ct) =>
        await store.FindRecipientAsync(userId, ct) is { } owner ? EnvelopeOf(kind, owner) : null;

    private static MailEnvelope? EnvelopeOf(MailKind kind, MailRecipient owner)
    {
        if (MailRules.IsPersonal(kind) && !owner.IsConfirmed) return null;
        // What somebody else did is told in the language of who reads it, not of who did it.
        var isByOther = kind is MailKind.AccountLocked or MailKind.RelationshipEnded;
        return new MailEnvelope(owner.Email, (isByOther ? owner.Language : null) ?? Languages.Reader.Name, owner.UserId);
    }

    [LoggerMessage(LogLevel.Warning, "A mail ({Kind}) to account {UserId} could not be queued: {Fault}")]
    private static partial void LogNotQueued(ILogger logger, MailKind kind, Guid? userId, string fault);
}
