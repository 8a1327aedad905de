using System.Globalization;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using PartnerChat.Data.Auditing;
using PartnerChat.Web.Components.Account;
using PartnerChat.Web.Components.Layout;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Admin.Auditing;

/// <summary>Hands out the log as a table file, written as it is read. That it went out is the newest entry in it.</summary>
internal static class AuditExport
{
    public const string Path = "/admin/audit/export";

    public static void MapAuditExport(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(Path, ExportAsync).RequireAuthorization(AccountSecurity.AdminPolicy).AddEndpointFilter<AntiforgeryFilter>().DisableAntiforgery();

    private static async Task<IResult> ExportAsync(
        HttpContext http, ClaimsPrincipal user, AuditLog log, TimeProvider time,
        [FromForm] string? action, [FromForm] string? who, [FromForm] string? what, [FromForm] string? from, [FromForm] string? to, CancellationToken ct)
    {
        if (user.FindId() is not { } id) return TypedResults.NotFound();
        var by = new AuditActor(id, VisitorAddress.Of(http));
        var search = new AuditSearch { Action = action ?? "", Who = who ?? "", What = what ?? "", From = AuditSearch.DayOf(from), To = AuditSearch.DayOf(to) };
        var filter = await search.ToFilterAsync(log, ViewerZone.Read(http.Request), ct);
        if (!await log.BeginExportAsync(by, filter, ct)) return TypedResults.NotFound();
        var name = $"audit-{time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.csv";
        return TypedResults.Stream(body => WriteAsync(body, log.ReadAllAsync(by, filter, ct), ct), "text/csv; charset=utf-8", name);
    }

    private static async Task WriteAsync(Stream body, IAsyncEnumerable<AuditRow> rows, CancellationToken ct)
    {
        await body.WriteAsync(AuditCsv.Mark, ct);
        await using var writer = new StreamWriter(body, new UTF8Encoding(false), bufferSize: 16 * 1024, leaveOpen: true);
        await writer.WriteAsync(AuditCsv.Head.AsMemory(), ct);
        await foreach (var row in rows.WithCancellation(ct)) await writer.WriteAsync(AuditCsv.Line(row).AsMemory(), ct);
    }
}
