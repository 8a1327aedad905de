using System.Threading.RateLimiting;

namespace PartnerChat.Web.Api;

/// <summary>How fast each user may do something: so often at once, and once more after each period.</summary>
internal sealed class UserRate : IAsyncDisposable
{
    private readonly PartitionedRateLimiter<Guid> _users;
    private readonly TimeSpan _period;

    public UserRate(int atOnce, TimeSpan period)
    {
        _period = period;
        var options = new TokenBucketRateLimiterOptions { TokenLimit = atOnce, TokensPerPeriod = 1, ReplenishmentPeriod = period, AutoReplenishment = false };
        _users = PartitionedRateLimiter.Create<Guid, Guid>(user => RateLimitPartition.GetTokenBucketLimiter(user, _ => options));
    }

    /// <summary>Counts one of that user's; or how long to wait for it, and nothing is counted.</summary>
    public TimeSpan? WaitBefore(Guid userId)
    {
        using var lease = _users.AttemptAcquire(userId);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : _period;
    }

    public ValueTask DisposeAsync() => _users.DisposeAsync();
}
