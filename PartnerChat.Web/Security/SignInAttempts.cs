using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Security;

/// <summary>How often one may try to sign in or up, an address, through all doors together: <see cref="LimitOptions.SignInsPerMinute"/>.</summary>
internal sealed class SignInAttempts : IAsyncDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private const int NetworkBytes = 8;

    private readonly PartitionedRateLimiter<IPAddress> _addresses;

    public SignInAttempts(IOptions<LimitOptions> limits)
    {
        var options = new FixedWindowRateLimiterOptions { PermitLimit = limits.Value.SignInsPerMinute, Window = Window };
        _addresses = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address => RateLimitPartition.GetFixedWindowLimiter(NetworkOf(address), _ => options));
    }

    /// <summary>Counts an attempt. Null if it may go on, else after how many whole seconds, at least 1, the next may; the answer is marked 429 and carries them.</summary>
    public int? Refuse(HttpContext context)
    {
        using var lease = _addresses.AttemptAcquire(context.Connection.RemoteIpAddress ?? IPAddress.None);
        if (lease.IsAcquired) return null;
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told : Window;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return seconds;
    }

    public ValueTask DisposeAsync() => _addresses.DisposeAsync();

    /// <summary>Whoever has one IPv6 address has its whole /64.</summary>
    internal static IPAddress NetworkOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }
}
