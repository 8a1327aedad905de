using PartnerChat.Data.Accounts;
using PartnerChat.Data.Auditing;
using PartnerChat.Data.Listings;
using PartnerChat.Web.Mail;

namespace PartnerChat.Web.Security;

/// <summary>What an admin can do to an account.</summary>
public enum AccountAction
{
    Lock,
    Unlock,
    SignOut,
    Grant,
    Take,
}

/// <summary>Accounts, for admins. What ends sessions reaches their pages and sockets within 5 s.</summary>
internal sealed class AdminAccounts(AccountListStore list, AccountAdminStore store, SecurityMails mails)
{
    /// <summary>How long a reason may be.</summary>
    public const int MaxReasonLength = 500;

    /// <summary>A page of the list.</summary>
    public Task<ListPage<AccountRow>> ListAsync(AccountQuery query, CancellationToken ct) => list.ListAsync(query, ct);

    /// <summary>How many accounts there are.</summary>
    public Task<AccountTotals> CountAsync(CancellationToken ct) => list.CountAsync(ct);

    /// <summary>Does it, and writes down who, when, from where and why.</summary>
    public Task<AccountOutcome> ActAsync(AuditActor by, AccountAction action, Guid userId, string reason, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reason.Length, MaxReasonLength);
        return action switch
        {
            AccountAction.Lock => LockAsync(by, userId, reason, ct),
            AccountAction.Unlock => store.UnlockAsync(by, userId, reason, ct),
            AccountAction.SignOut => store.SignOutAsync(by, userId, reason, ct),
            AccountAction.Grant => store.GrantAsync(by, userId, reason, ct),
            AccountAction.Take => store.TakeAsync(by, userId, reason, ct),
            _ => throw new ArgumentOutOfRangeException(nameof(action)),
        };
    }

    private async Task<AccountOutcome> LockAsync(AuditActor by, Guid userId, string reason, CancellationToken ct) =>
        await store.LockAsync(by, userId, reason, await mails.PrepareAsync(MailKind.AccountLocked, userId, ct), ct);
}
