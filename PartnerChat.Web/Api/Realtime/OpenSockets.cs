using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Api.Realtime;

/// <summary>How many sockets a user has open on this node, and how fast they may open more.</summary>
internal sealed class OpenSockets(IOptions<LimitOptions> limits) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Guid, int> _open = new();
    private readonly UserRate _handshakes = new(limits.Value.SocketsPerMinute, TimeSpan.FromMinutes(1.0 / limits.Value.SocketsPerMinute));
    private readonly int _most = limits.Value.SocketsPerUser;

    /// <summary>How many there are, of all users.</summary>
    public int Count => _open.Values.Sum();

    /// <summary>How long to wait before the next handshake; null when it may be now.</summary>
    public TimeSpan? WaitBefore(Guid userId) => _handshakes.WaitBefore(userId);

    /// <summary>Takes one of the user's places until the answer is disposed; null when all are taken.</summary>
    public IDisposable? TryEnter(Guid userId)
    {
        while (true)
        {
            var open = _open.GetValueOrDefault(userId);
            if (open >= _most) return null;
            if (open == 0 ? _open.TryAdd(userId, 1) : _open.TryUpdate(userId, open + 1, open)) return new OnDispose(() => Leave(userId));
        }
    }

    public ValueTask DisposeAsync() => _handshakes.DisposeAsync();

    private void Leave(Guid userId)
    {
        while (_open.TryGetValue(userId, out var open))
        {
            if (open == 1 ? _open.TryRemove(new(userId, 1)) : _open.TryUpdate(userId, open - 1, open)) return;
        }
    }
}
