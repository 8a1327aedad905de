using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

public sealed class MessageLimiterTests
{
    private static readonly Guid User = new(1, 0, 0, new byte[8]);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Acquire_BurstTaken_SaysHowLongToWait()
    {
        await using var limiter = Limiter(burst: 30);

        Assert.Equal(30, Take(limiter, 40));

        using var refused = limiter.Acquire(User);
        Assert.True(refused.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.Zero && wait <= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Acquire_AnotherUser_HasABucketOfTheirOwn()
    {
        await using var limiter = Limiter(burst: 2);
        Take(limiter, 3);

        using var other = limiter.Acquire(Guid.NewGuid());

        Assert.True(other.IsAcquired);
    }

    [Fact]
    public async Task Acquire_AfterAWhile_HasTokensAgain()
    {
        await using var limiter = Limiter(burst: 1, perSecond: 20);
        Take(limiter, 2);

        await Eventually.HoldsAsync(() => Take(limiter, 1) == 1, Ct);
    }

    [Fact]
    public async Task Refund_EmptyBucket_GivesTheTokenBack()
    {
        await using var limiter = Limiter(burst: 3);
        var lease = limiter.Acquire(User);
        Take(limiter, 2);

        MessageLimiter.Refund(lease);

        Assert.Equal(1, Take(limiter, 5));
    }

    [Fact]
    public async Task Refund_BeforeTheBucketFillsUp_GivesNoMoreThanTheBurst()
    {
        await using var limiter = Limiter(burst: 10, perSecond: 1_000);
        var leases = Enumerable.Range(0, 10).Select(_ => limiter.Acquire(User)).ToList();

        leases.ForEach(MessageLimiter.Refund);
        await WhenFullAsync(limiter);

        Assert.Equal(10, Take(limiter, 11));
    }

    [Fact]
    public async Task Refund_OnceTheBucketIsFull_GivesNoMoreThanTheBurst()
    {
        await using var limiter = Limiter(burst: 10, perSecond: 1_000);
        var leases = Enumerable.Range(0, 10).Select(_ => limiter.Acquire(User)).ToList();

        await WhenFullAsync(limiter);
        leases.ForEach(MessageLimiter.Refund);

        Assert.Equal(10, Take(limiter, 11));
    }

    // Whoever has tokens again was filled up, and so was everybody else: one round later for certain.
    private static async Task WhenFullAsync(MessageLimiter limiter)
    {
        for (var round = 0; round < 2; round++)
        {
            var other = Guid.NewGuid();
            Take(limiter, 10, other);
            await Eventually.HoldsAsync(() => Take(limiter, 1, other) == 1, Ct);
        }
    }

    private static int Take(MessageLimiter limiter, int count, Guid? user = null) => Enumerable.Range(0, count).Count(_ => limiter.Acquire(user ?? User).IsAcquired);

    private static MessageLimiter Limiter(int burst, int perSecond = 1) =>
        new(Options.Create(new LimitOptions { MessageBurst = burst, MessagesPerSecond = perSecond }));
}
