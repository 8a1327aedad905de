using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Net.Http.Headers;

namespace PartnerChat.Web.Components;

/// <summary>Files whose address changes with what is in them: a browser keeps them for good.</summary>
internal static class KeptFiles
{
    /// <summary>Nobody asks whether such a file has changed, or for a part of it: what one would ask with is left out. A first visit fetches seventy of them.</summary>
    public static void UseKeptFiles(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null) context.Response.OnStarting(Shorten, context.Response.Headers);
        return next(context);
    });

    private static Task Shorten(object state)
    {
        var headers = (IHeaderDictionary)state;
        if (!headers.CacheControl.ToString().Contains("immutable", StringComparison.Ordinal)) return Task.CompletedTask;
        foreach (var name in (ReadOnlySpan<string>)[HeaderNames.ETag, HeaderNames.LastModified, HeaderNames.AcceptRanges]) headers.Remove(name);
        return Task.CompletedTask;
    }
}
