using System.Globalization;
using Microsoft.Net.Http.Headers;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Exporting;

/// <summary>Makes files of exports.</summary>
internal sealed class ExportFiles(IEnumerable<IExportWriter> writers, SignInWatch signIns, IHostApplicationLifetime lifetime)
{
    public IResult Of(ConversationExport export) => new ExportFile(export, writers.Single(w => w.Format == export.Format), signIns, lifetime.ApplicationStopping);
}

/// <summary>
/// An export as a file to save, written while it is read. Whatever ends it before its end breaks the line, so that no browser takes it for whole: its user, the end of their
/// sign-in, a database that stays away, the server's own end.
/// </summary>
internal sealed class ExportFile(ConversationExport export, IExportWriter writer, SignInWatch signIns, CancellationToken serverStops) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var running = export;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, export.Stopping, serverStops);
        using var watching = httpContext.User.FindSignIn() is { } signIn ? signIns.Watch(signIn, httpContext.Abort) : null;
        var response = httpContext.Response;
        response.ContentType = writer.ContentType;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = NameFile();
        try
        {
            if (await writer.WriteAsync(export, response.BodyWriter, ending.Token)) export.Finish();
            else httpContext.Abort();
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            httpContext.Abort();
        }
    }

    // No names and no product: folders of downloads are seen by others.
    private string NameFile()
    {
        var day = TimeZoneInfo.ConvertTime(export.At, export.Zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new ContentDispositionHeaderValue("attachment") { FileName = $"conversation-{day}.{writer.Extension}" }.ToString();
    }
}
