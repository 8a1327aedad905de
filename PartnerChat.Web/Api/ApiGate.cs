using System.Net.Mime;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Api;

/// <summary>
/// What is asked of every request under <c>/api</c> before its route is: where it comes from, who sends it, what it carries, how fast. In
/// this order, so that the first that applies is told.
/// </summary>
internal sealed class ApiGate(RequestDelegate next, ApiRequestLimiter limiter, IOptionsMonitor<CookieAuthenticationOptions> cookies)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!ApiPath.Is(context))
        {
            await next(context);
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        if (await FindProblemAsync(context) is { } problem) await problem.ExecuteAsync(context);
        else await next(context);
    }

    private async Task<ApiProblem?> FindProblemAsync(HttpContext context)
    {
        if (IsForeignWrite(context.Request)) return new ApiProblem(StatusCodes.Status403Forbidden);
        var user = context.User.FindId();
        var isOpenToAll = context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        if (user is null && !isOpenToAll) return new ApiProblem(StatusCodes.Status401Unauthorized);
        return await ApiBody.FindProblemAsync(context) ?? (user is { } caller ? limiter.FindProblem(caller) : null);
    }

    // A browser sends our cookie along for any site that makes it ask; where it asks from, it says itself.
    private bool IsForeignWrite(HttpRequest request)
    {
        if (!IsWrite(request.Method) || request.Headers.ContainsKey(HeaderNames.Authorization)) return false;
        var cookie = cookies.Get(IdentityConstants.ApplicationScheme).Cookie.Name!;
        return request.Cookies.ContainsKey(cookie) && !OwnOrigin.Is(request.Headers.Origin.ToString(), request.Host);
    }

    private static bool IsWrite(string method) =>
        HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsPatch(method) || HttpMethods.IsDelete(method);
}

/// <summary>What a body has to be, on every route: JSON in UTF-8, 64 KiB at most.</summary>
internal static class ApiBody
{
    /// <summary>Bytes. A message of 5,000 characters fits, were each written as two escapes.</summary>
    public const int MaxLength = 64 * 1024;

    public static async Task<ApiProblem?> FindProblemAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HasBody(context)) return null;
        if (request.ContentLength > MaxLength) return new ApiProblem(StatusCodes.Status413PayloadTooLarge);
        if (!IsJson(request.ContentType)) return new ApiProblem(StatusCodes.Status415UnsupportedMediaType);
        // With a charset in quotes, which is one too, the reader of bodies would throw.
        request.ContentType = MediaTypeNames.Application.Json;
        return request.ContentLength is not null || await TakeAsync(context) ? null : new ApiProblem(StatusCodes.Status413PayloadTooLarge);
    }

    // Over HTTP/2 a WebSocket looks like a request with a body.
    private static bool HasBody(HttpContext context) =>
        context.Request.ContentLength > 0
        || (context.Request.ContentLength is null
            && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true }
            && context.Features.Get<IHttpExtendedConnectFeature>() is not { IsExtendedConnect: true });

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    // A body that does not say how long it is, is read here: what is too long is told before anything of it is looked at.
    private static async Task<bool> TakeAsync(HttpContext context)
    {
        var (taken, buffer) = (new MemoryStream(), new byte[8 * 1024]);
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var read)
        {
            if (taken.Length + read > MaxLength) return false;
            taken.Write(buffer, 0, read);
        }

        taken.Position = 0;
        context.Request.Body = taken;
        return true;
    }
}
