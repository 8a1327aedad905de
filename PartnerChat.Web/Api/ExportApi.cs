using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;
using PartnerChat.Web.Api.Contracts;
using PartnerChat.Web.Api.Documents;
using PartnerChat.Web.Components.Layout;
using PartnerChat.Web.Exporting;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Api;

/// <summary>The export over REST: a file.</summary>
internal static class ExportApi
{
    private const string Html = "text/html";
    private const string HtmlExample = "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">…</html>";

    public static void MapExport(this IEndpointRouteBuilder messages) => messages.MapGet("/export", ExportAsync)
        .Produces<ExportContract>()
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Responses?["200"].Content?[Html] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = HtmlExample };
            return Task.CompletedTask;
        })
        .Describe(
            "Export the conversation",
            "A file, streamed: everything with times, edits, reactions and your own stars, without what was deleted. format: json, or html, a page to read. It ends with what there was at the start. "
            + "A file that broke off has no `complete` and is no JSON. html follows Accept-Language and zone (an IANA name; else the cookie's, else UTC). Two at once; more: 429.",
            400,
            404);

    private static async Task<IResult> ExportAsync(
        [FromQuery(Name = "conversation_id")] Guid conversationId, string format, string? zone, HttpRequest request, ClaimsPrincipal user, ExportService exports, ExportFiles files, CancellationToken ct)
    {
        if (ParseFormat(format) is not { } asked) return ApiProblem.Form("format", Words.ExportFormat);
        var place = ViewerZone.Read(request);
        if (zone is not null && !ExportZone.TryParse(zone, out place)) return ApiProblem.Form("zone", Words.Zone);
        var export = await exports.BeginAsync(user.GetId(), conversationId, asked, place, ct);
        return export.Value is { } began ? files.Of(began) : export.ToProblem();
    }

    private static ExportFormat? ParseFormat(string format) => format switch
    {
        "json" => ExportFormat.Json,
        "html" => ExportFormat.Html,
        _ => null,
    };
}
