using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PartnerChat.Web.Api.Documents;
using PartnerChat.Web.Api.Realtime;

namespace PartnerChat.Web.Api;

/// <summary>The WebSocket.</summary>
internal static class RealtimeApi
{
    public const string Path = ApiPath.Root + Route;
    private const string Route = "/realtime/partner-chat";

    public static void AddRealtime(this IServiceCollection services)
    {
        services.AddSingleton<OpenSockets>();
        services.AddSingleton<SocketHandshake>();
    }

    /// <summary>Maps the socket below <c>/api</c>. Over HTTP/2 its handshake is a CONNECT.</summary>
    public static void MapRealtimeApi(this IEndpointRouteBuilder api)
    {
        api.MapGet(Route, ConnectAsync).WithTags("Realtime").DescribeSocket();
        api.MapMethods(Route, [HttpMethods.Connect], ConnectAsync).ExcludeFromDescription();
    }

    // As text: what is wrong with a value is told after who asks, and how often.
    private static Task<Results<EmptyHttpResult, ApiProblem>> ConnectAsync(
        HttpContext context, SocketHandshake handshake,
        [FromQuery(Name = "conversation_id")] string? conversationId, [FromQuery(Name = "partner_id")] string? partnerId, string? after) =>
        handshake.ConnectAsync(context, () => HandshakeQuery.Parse(conversationId, partnerId, after));
}
