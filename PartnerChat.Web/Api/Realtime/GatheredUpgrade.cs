using Microsoft.AspNetCore.Http.Features;

namespace PartnerChat.Web.Api.Realtime;

/// <summary>Puts a <see cref="GatheringStream"/> below every socket, over HTTP/1.1 and HTTP/2; it is a feature of the request from then on.</summary>
internal static class GatheredUpgrade
{
    /// <summary>To come before the WebSockets.</summary>
    public static void UseGatheredUpgrade(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is { } upgrade) context.Features.Set<IHttpUpgradeFeature>(new Upgrade(upgrade, context));
        if (context.Features.Get<IHttpExtendedConnectFeature>() is { } connect) context.Features.Set<IHttpExtendedConnectFeature>(new Connect(connect, context));
        return next(context);
    });

    private static GatheringStream Gathered(HttpContext context, Stream line)
    {
        var gathering = new GatheringStream(line);
        context.Features.Set(gathering);
        return gathering;
    }

    private sealed class Upgrade(IHttpUpgradeFeature inner, HttpContext context) : IHttpUpgradeFeature
    {
        public bool IsUpgradableRequest => inner.IsUpgradableRequest;

        public async Task<Stream> UpgradeAsync() => Gathered(context, await inner.UpgradeAsync());
    }

    private sealed class Connect(IHttpExtendedConnectFeature inner, HttpContext context) : IHttpExtendedConnectFeature
    {
        public bool IsExtendedConnect => inner.IsExtendedConnect;

        public string? Protocol => inner.Protocol;

        public async ValueTask<Stream> AcceptAsync() => Gathered(context, await inner.AcceptAsync());
    }
}
