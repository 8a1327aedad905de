using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using PartnerChat.Web.Components.Layout;
using PartnerChat.Web.Exporting;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Settings;

/// <summary>The files that the settings pages offer: as the API's, but for the conversation that one is in, and what is refused is told on a page.</summary>
internal static class ExportEndpoints
{
    private const string Page = "/settings/export";

    /// <summary>Where that file is; of the conversation that the reader is in, or was in last, unless another is named.</summary>
    public static string AddressOf(ExportFormat format, Guid? conversationId = null) =>
        $"{Page}/{(format == ExportFormat.Html ? "html" : "json")}{(conversationId is { } id ? $"?conversation={id}" : "")}";

    public static void MapExportEndpoints(this IEndpointRouteBuilder endpoints) => endpoints.MapGet($"{Page}/{{format}}", SaveAsync).RequireAuthorization();

    private static async Task<IResult> SaveAsync(string format, Guid? conversation, HttpRequest request, ClaimsPrincipal user, ExportService exports, ExportFiles files, CancellationToken ct)
    {
        if (!Enum.TryParse<ExportFormat>(format, ignoreCase: true, out var asked) || !Enum.IsDefined(asked)) return TypedResults.NotFound();
        if (user.FindId() is not { } userId) return TypedResults.Challenge();
        var known = await exports.FindConversationsAsync(userId, ct);
        if (known.Value is not { } mine) return Refuse(known.Error);
        if ((conversation ?? mine.Select(c => (Guid?)c.Id).FirstOrDefault()) is not { } id) return Refuse(ChatError.NotFound);
        var export = await exports.BeginAsync(userId, id, asked, ViewerZone.Read(request), ct);
        return export.Value is { } began ? files.Of(began) : Refuse(export.Error);
    }

    private static RedirectHttpResult Refuse(ChatError? error) => TypedResults.LocalRedirect($"{Page}?problem={error}");
}
