using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace PartnerChat.Web.Messaging;

/// <summary>How often a user may search, through all doors together: a search may have to look through everything.</summary>
public sealed class SearchLimiter : IAsyncDisposable
{
    private readonly PartitionedRateLimiter<Guid> _users;

    public SearchLimiter(IOptions<LimitOptions> limits)
    {
        var options = new TokenBucketRateLimiterOptions
        {
            TokenLimit = limits.Value.SearchBurst,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1.0 / limits.Value.SearchesPerSecond),
            AutoReplenishment = false,
        };
        _users = PartitionedRateLimiter.Create<Guid, Guid>(user => RateLimitPartition.GetTokenBucketLimiter(user, _ => options));
    }

    /// <summary>Takes one search of that user's, or says how long to wait for one.</summary>
    /// <returns>Null when it may go on.</returns>
    public TimeSpan? WaitBefore(Guid userId)
    {
        using var lease = _users.AttemptAcquire(userId);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1);
    }

    public ValueTask DisposeAsync() => _users.DisposeAsync();
}
