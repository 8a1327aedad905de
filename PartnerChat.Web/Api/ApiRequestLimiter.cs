using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Api;

/// <summary>How many calls a user may make: a second's worth at once, and as many more each second.</summary>
internal sealed class ApiRequestLimiter : IAsyncDisposable
{
    private readonly PartitionedRateLimiter<Guid> _users;

    public ApiRequestLimiter(IOptions<LimitOptions> limits)
    {
        var options = new TokenBucketRateLimiterOptions
        {
            TokenLimit = limits.Value.RequestsPerSecond,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1.0 / limits.Value.RequestsPerSecond),
            AutoReplenishment = false,
        };
        _users = PartitionedRateLimiter.Create<Guid, Guid>(user => RateLimitPartition.GetTokenBucketLimiter(user, _ => options));
    }

    /// <summary>Takes one call of that user's; a problem when there is none left.</summary>
    public ApiProblem? FindProblem(Guid userId)
    {
        using var lease = _users.AttemptAcquire(userId);
        if (lease.IsAcquired) return null;
        return new ApiProblem(StatusCodes.Status429TooManyRequests, RetryAfter: lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : null);
    }

    public ValueTask DisposeAsync() => _users.DisposeAsync();
}
