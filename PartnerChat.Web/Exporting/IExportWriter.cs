using System.IO.Pipelines;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Exporting;

/// <summary>Writes an export in one format.</summary>
internal interface IExportWriter
{
    ExportFormat Format { get; }

    string ContentType { get; }

    /// <summary>How its files' names end, without the dot.</summary>
    string Extension { get; }

    /// <summary>Writes all of it, as fast as it is read.</summary>
    /// <returns>False when it is not whole: nobody reads any more, or there was nothing to be read from.</returns>
    Task<bool> WriteAsync(ConversationExport export, PipeWriter body, CancellationToken ct);
}
