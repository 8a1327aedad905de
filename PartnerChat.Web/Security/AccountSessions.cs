using PartnerChat.Data.Accounts;

namespace PartnerChat.Web.Security;

/// <summary>Ends sessions: this node knows it at once, others within 5 s.</summary>
internal sealed class AccountSessions(AccountSessionStore store, SessionCheck check, SignInWatch watch)
{
    public async Task EndAsync(Guid sessionId, CancellationToken ct)
    {
        await store.EndAsync(sessionId, ct);
        check.Forget(sessionId);
        watch.Tell(sessionId);
    }
}
