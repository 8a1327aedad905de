using System.Collections.Concurrent;
using System.Data.Common;
using PartnerChat.Data.Accounts;

namespace PartnerChat.Web.Security;

/// <summary>Whether a sign-in is still good, asked on every request. An answer is kept for 5 s; requests that come at once share one question.</summary>
internal sealed class SessionCheck(AccountSessionStore store, TimeProvider time)
{
    private const int MostKept = 10_000;
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TouchedAgain = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Guid, Answer> _answers = new();

    /// <summary>False once the session ended, the stamp changed, or the account is locked. While the database is away the answer is true, and is not kept.</summary>
    public async Task<bool> IsGoodAsync(SignIn signIn, CancellationToken ct)
    {
        if (!_answers.TryGetValue(signIn.SessionId, out var answer) || !IsFor(signIn, answer))
        {
            if (_answers.Count >= MostKept) Sweep();
            answer = _answers.AddOrUpdate(signIn.SessionId, _ => Ask(signIn, null), (_, former) => IsFor(signIn, former) ? former : Ask(signIn, former));
        }

        try
        {
            return await answer.Good.Value.WaitAsync(ct);
        }
        catch (Exception e) when (e.IsDatabaseAway())
        {
            _answers.TryRemove(new(signIn.SessionId, answer));
            return true;
        }
    }

    /// <summary>The next request asks anew.</summary>
    public void Forget(Guid sessionId) => _answers.TryRemove(sessionId, out _);

    private bool IsFor(SignIn signIn, Answer answer) => answer.SignIn == signIn && !IsOld(answer);

    private bool IsOld(Answer answer) => time.GetElapsedTime(answer.Since) >= Kept;

    private Answer Ask(SignIn signIn, Answer? former)
    {
        var now = time.GetTimestamp();
        var isTouch = former is null || time.GetElapsedTime(former.Touched) >= TouchedAgain;
        return new Answer(signIn, now, isTouch ? now : former!.Touched, new Lazy<Task<bool>>(() => AskStoreAsync(signIn, isTouch)));
    }

    private async Task<bool> AskStoreAsync(SignIn signIn, bool isTouch)
    {
        var isGood = (await store.FindEndedAsync([signIn.Claimed], CancellationToken.None)).Count == 0;
        if (isGood && isTouch) await store.TouchAsync([signIn.SessionId], CancellationToken.None);
        return isGood;
    }

    private void Sweep()
    {
        foreach (var known in _answers.Where(a => IsOld(a.Value))) _answers.TryRemove(known);
        if (_answers.Count >= MostKept) _answers.Clear();
    }

    private sealed record Answer(SignIn SignIn, long Since, long Touched, Lazy<Task<bool>> Good);
}

internal static class DatabaseFaults
{
    /// <summary>Whether the database did not answer, which says nothing about what was asked.</summary>
    public static bool IsDatabaseAway(this Exception e) => e is DbException or TimeoutException || e.InnerException is DbException;
}
