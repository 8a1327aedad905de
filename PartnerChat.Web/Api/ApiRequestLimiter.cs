using Microsoft.Extensions.Options;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Api;

/// <summary>How many calls a user may make: a second's worth at once, and as many more each second.</summary>
internal sealed class ApiRequestLimiter(IOptions<LimitOptions> limits) : IAsyncDisposable
{
    private readonly UserRate _calls = new(limits.Value.RequestsPerSecond, TimeSpan.FromSeconds(1.0 / limits.Value.RequestsPerSecond));

    /// <summary>Takes one call of that user's; a problem when there is none left.</summary>
    public ApiProblem? FindProblem(Guid userId) =>
        _calls.WaitBefore(userId) is { } wait ? new ApiProblem(StatusCodes.Status429TooManyRequests, RetryAfter: wait) : null;

    public ValueTask DisposeAsync() => _calls.DisposeAsync();
}
