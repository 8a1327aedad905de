using Microsoft.AspNetCore.Diagnostics;

namespace PartnerChat.Web.Api;

/// <summary>Where the API is.</summary>
internal static class ApiPath
{
    public const string Root = "/api";

    /// <summary>Whether the request is for the API. While a fault is handled the request bears the path of the page for faults.</summary>
    public static bool Is(HttpContext context) =>
        new PathString(context.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? context.Request.Path.Value).StartsWithSegments(Root);
}
