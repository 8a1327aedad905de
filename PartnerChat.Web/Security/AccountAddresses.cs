using PartnerChat.Data.Mail;

namespace PartnerChat.Web.Security;

/// <summary>An account's address, and whether it was confirmed.</summary>
internal sealed record AccountAddress(string Email, bool IsConfirmed);

/// <summary>What pages show of accounts' addresses.</summary>
internal sealed class AccountAddresses(MailStore store)
{
    /// <summary>That account's; null if there is none.</summary>
    public async Task<AccountAddress?> FindAsync(Guid userId, CancellationToken ct) =>
        await store.FindRecipientAsync(userId, ct) is { } found ? new AccountAddress(found.Email, found.IsConfirmed) : null;
}
