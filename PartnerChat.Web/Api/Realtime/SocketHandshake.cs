using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using PartnerChat.Web.Api.Contracts;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Api.Realtime;

/// <summary>Lets a socket in, by the order of checks of every door, and serves it for as long as it lasts.</summary>
internal sealed class SocketHandshake(
    ChatService chat, OpenSockets sockets, SignInWatch signIns, IOptions<LimitOptions> limits, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);

    /// <summary>The platform looks at both times four times in the shorter of them: 10 s make a line dead 25 to 30 s after it was last heard.</summary>
    private static readonly TimeSpan PongWithin = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan UntilOneCloses = TimeSpan.FromSeconds(5);

    /// <summary>Serves a socket until it ends; a problem when there is to be none.</summary>
    public async Task<Results<EmptyHttpResult, ApiProblem>> ConnectAsync(HttpContext context, Func<(HandshakeQuery? Query, IReadOnlyDictionary<string, string[]> Errors)> parse)
    {
        var signIn = context.User.FindSignIn() ?? throw new InvalidOperationException("Nobody is signed in.");
        if (sockets.WaitBefore(signIn.UserId) is { } wait) return TooMany(wait);
        using var entry = sockets.TryEnter(signIn.UserId);
        if (entry is null) return TooMany(UntilOneCloses);
        if (!context.WebSockets.IsWebSocketRequest) return ApiProblem.Form("upgrade", "This address speaks WebSocket.");
        var (query, errors) = parse();
        if (query is null) return new ApiProblem(StatusCodes.Status400BadRequest, errors);

        var visit = await chat.VisitAsync(signIn.UserId, query.ConversationId, context.RequestAborted);
        if (visit.Value is not { } there) return visit.ToProblem();
        if (query.After > there.Membership.Cursor) return ApiProblem.Form("after", Words.Future);
        if (there.Participant.Side != query.Side) return new ApiProblem(StatusCodes.Status403Forbidden);
        if (!there.Membership.IsActive) return new ApiProblem(StatusCodes.Status409Conflict);

        long? told = null;
        if (query.After is { } missed)
        {
            var place = await chat.FindFactsAtAsync(there.Participant, missed, context.RequestAborted);
            if (place.Value is null) return place.ToProblem();
            told = place.Value.Seq;
        }

        // Before the upgrade is answered: what happens from then on is told.
        await using var session = chat.OpenSession(there, query.After ?? there.Membership.Cursor, told);
        await ServeAsync(context, session, signIn);
        return TypedResults.Empty;
    }

    private static ApiProblem TooMany(TimeSpan wait) => new(StatusCodes.Status429TooManyRequests, RetryAfter: wait);

    private async Task ServeAsync(HttpContext context, ChatSession session, SignIn signIn)
    {
        using var webSocket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = PingEvery, KeepAliveTimeout = PongWithin });
        var gathering = context.Features.GetRequiredFeature<GatheringStream>();
        using var socket = new PartnerChatSocket(webSocket, gathering, session, new BadFrameLimit(limits.Value.BadFramesPerMinute, time), time);
        using var watch = signIns.Watch(signIn, () => socket.Close(SocketClose.SignedOut));
        await using var stopping = lifetime.ApplicationStopping.Register(() => socket.Close(SocketClose.ShuttingDown));
        await socket.RunAsync();
    }
}
