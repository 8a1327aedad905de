using PartnerChat.Data.Mail;
using PartnerChat.Web.Mail;

namespace PartnerChat.Web.Security;

/// <summary>An account's address, and whether it was confirmed.</summary>
public sealed record AccountAddress(string Email, bool IsConfirmed);

/// <summary>What pages show of accounts' addresses.</summary>
internal sealed class AccountAddresses(MailStore store, MailSetup setup)
{
    /// <summary>Whether this server sends mails: without, an address cannot be confirmed or changed.</summary>
    public bool IsMailOn => setup.IsOn;

    /// <summary>That account's; null if there is none.</summary>
    public async Task<AccountAddress?> FindAsync(Guid userId, CancellationToken ct) =>
        await store.FindRecipientAsync(userId, ct) is { } found ? new AccountAddress(found.Email, found.IsConfirmed) : null;
}
