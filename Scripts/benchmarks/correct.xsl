<!-- The job of 'ldapfix patch' as a stylesheet: everything is copied, and the settings become 1. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>
  <xsl:template match="adma-configuration/sign-and-seal/text()
    | adma-partition-data/sign-and-seal/text()
    | parameter-values/parameter[@name='sign-and-seal']/text()">1</xsl:template>
</xsl:stylesheet>
