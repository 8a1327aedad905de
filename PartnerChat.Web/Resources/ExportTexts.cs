namespace PartnerChat.Web.Resources;

/// <summary>The words of the export: of the pages that offer it, and of the file that one reads (<c>File.</c>, <c>Notice.</c>).</summary>
public sealed class ExportTexts;
