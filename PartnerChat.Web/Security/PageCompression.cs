using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace PartnerChat.Web.Security;

/// <summary>
/// Which answers are sent compressed: text files, and of the pages the conversation's. How small a page becomes tells what in it repeats, so whoever can
/// put text into it, have it asked for again and again and see how long it is, can guess at what stands beside that text (BREACH). docs/page-loading.md says why
/// nobody can do that here.
/// </summary>
internal sealed class PageCompression(IServiceProvider services, IOptions<ResponseCompressionOptions> options) : ResponseCompressionProvider(services, options)
{
    public override bool ShouldCompressResponse(HttpContext context) =>
        base.ShouldCompressResponse(context) && (!SecurityHeaders.IsPage(context.Response) || IsAskedForHere(context.Request));

    // A browser says who has a page asked for. One that does not say gets it as it is, and so does who comes from another site, as the sign-in's cookie would.
    private static bool IsAskedForHere(HttpRequest request) =>
        request.Path.StartsWithSegments("/chat") && !request.QueryString.HasValue && request.Headers["Sec-Fetch-Site"].ToString() is "same-origin" or "none";
}
