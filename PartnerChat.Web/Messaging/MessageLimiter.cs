using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace PartnerChat.Web.Messaging;

/// <summary>How fast a user may send, through all doors together: a bucket of tokens each. What turns out to be a repeat gets its token back.</summary>
public sealed class MessageLimiter : IAsyncDisposable
{
    private readonly PartitionedRateLimiter<Guid> _users;

    public MessageLimiter(IOptions<LimitOptions> limits)
    {
        var options = new TokenBucketRateLimiterOptions
        {
            TokenLimit = limits.Value.MessageBurst,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1.0 / limits.Value.MessagesPerSecond),
            AutoReplenishment = false,
        };
        _users = PartitionedRateLimiter.Create<Guid, Guid>(user => RateLimitPartition.Get(user, _ => new RefundableBucket(options)));
    }

    /// <summary>Takes a token, or says how long to wait for one.</summary>
    public RateLimitLease Acquire(Guid userId) => _users.AttemptAcquire(userId);

    /// <summary>Gives back what a lease took.</summary>
    public static void Refund(RateLimitLease lease)
    {
        if (lease.TryGetMetadata(RefundableBucket.Source, out var bucket)) bucket?.Refund();
    }

    public ValueTask DisposeAsync() => _users.DisposeAsync();

    private sealed class RefundableBucket(TokenBucketRateLimiterOptions options) : ReplenishingRateLimiter
    {
        public static readonly MetadataName<RefundableBucket> Source = MetadataName.Create<RefundableBucket>("source");

        private readonly TokenBucketRateLimiter _bucket = new(options);
        private readonly Lock _gate = new();
        private int _refunds;
        private bool _isDisposed;

        public override bool IsAutoReplenishing => false;

        public override TimeSpan ReplenishmentPeriod => _bucket.ReplenishmentPeriod;

        public override TimeSpan? IdleDuration => _bucket.IdleDuration;

        public override bool TryReplenish()
        {
            lock (_gate)
            {
                var replenished = _bucket.TryReplenish();
                _refunds = Math.Min(_refunds, Missing);
                return replenished;
            }
        }

        public override RateLimiterStatistics? GetStatistics() => _bucket.GetStatistics();

        public void Refund()
        {
            lock (_gate)
            {
                // A bucket that stood full and unused was let go meanwhile: its user has a full one.
                if (!_isDisposed && _refunds < Missing) _refunds++;
            }
        }

        // Tokens and refunds together are never more than the burst: what time has filled up since needs no refund.
        private int Missing => options.TokenLimit - (int)_bucket.GetStatistics()!.CurrentAvailablePermits;

        protected override RateLimitLease AttemptAcquireCore(int permitCount)
        {
            lock (_gate)
            {
                if (_refunds > 0 && permitCount == 1)
                {
                    _refunds--;
                    return new Lease(this);
                }

                var lease = _bucket.AttemptAcquire(permitCount);
                return lease.IsAcquired ? new Lease(this) : lease;
            }
        }

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
            ValueTask.FromResult(AttemptAcquireCore(permitCount));

        protected override void Dispose(bool disposing)
        {
            lock (_gate)
            {
                _isDisposed = true;
                if (disposing) _bucket.Dispose();
            }

            base.Dispose(disposing);
        }
    }

    private sealed class Lease(RefundableBucket source) : RateLimitLease
    {
        public override bool IsAcquired => true;

        public override IEnumerable<string> MetadataNames => [RefundableBucket.Source.Name];

        public override bool TryGetMetadata(string metadataName, [NotNullWhen(true)] out object? metadata)
        {
            metadata = metadataName == RefundableBucket.Source.Name ? source : null;
            return metadata is not null;
        }
    }
}
