using PartnerChat.Data.Accounts;

namespace PartnerChat.Web.Security;

/// <summary>Where somebody is signed in, and the end of it: this node knows it at once, others within 5 s.</summary>
internal sealed class AccountSessions(AccountSessionStore store, DeviceStore devices, SessionCheck check, SignInWatch watch)
{
    /// <summary>The sign-ins of that user that are good, the last used first.</summary>
    public Task<IReadOnlyList<SignedInDevice>> ListAsync(Guid userId, CancellationToken ct) => devices.ListAsync(userId, ct);

    public async Task EndAsync(Guid sessionId, CancellationToken ct)
    {
        await store.EndAsync(sessionId, ct);
        Tell(sessionId);
    }

    /// <summary>Ends one sign-in of that user's. False if it had ended, or is none of theirs.</summary>
    public async Task<bool> EndAsync(Guid userId, Guid sessionId, CancellationToken ct) => Tell(await devices.EndAsync(userId, sessionId, ct)) > 0;

    /// <summary>Ends every sign-in of that user's, but that one; null for all.</summary>
    /// <returns>How many ended.</returns>
    public async Task<int> EndOthersAsync(Guid userId, Guid? but, CancellationToken ct) => Tell(await devices.EndAllAsync(userId, but, ct));

    private int Tell(IReadOnlyList<Guid> ended)
    {
        foreach (var sessionId in ended) Tell(sessionId);
        return ended.Count;
    }

    private void Tell(Guid sessionId)
    {
        check.Forget(sessionId);
        watch.Tell(sessionId);
    }
}
